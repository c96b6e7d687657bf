# dictionaries
