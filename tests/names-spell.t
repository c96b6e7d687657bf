#!/usr/bin/perl
# names-spell.t - prep-spell --fix before and after prep-transliterate leaves every name alone: in
# German transcription, as English writes it, in Cyrillic letters, with a genitive -s, in capitals, in
# compounds, those of the lexicon and those that only the rules know.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use prep;

my ($out, $err, $status) = run("Haus\n", 'prep-spell', '--list');
skip_all("prep-spell: $err") if $status && $err =~ m{\.(?:aff|dic)\b|dictionary};

my @sentences = (
    'Kassym-Schomart Tokajew empfing den Minister, und Tokajews Gast dankte ihm.',
    'Präsident Токаев sprach mit Володимир Зеленський und Аляксандр Лукашэнка.',
    'Der Kreml-Sprecher Dmitri Peskow sagte, Putins Besuch in Taschkent sei verschoben.',
    'Selenskyjs Berater Mychajlo Podoljak antwortete Tokajews Sprecher.',
    'Nikita Chruschtschow, Boris Jelzin und Michail Gorbatschow regierten in Moskau.',
    'Chruschtschows Sohn lebte in Amerika, Jelzins Enkel in Jekaterinburg.',
    'Die Ukrainerin Olena Hryschtschenko traf den Russen Jewgeni Sidorkow in Tscherniwzi.',
    'Sidorkows Anwalt Wassili Dolbessow kam aus Nowossibirsk.',
    'Wladimir Klitschko boxte gegen Alexander Powetkin.',
    'PRÄSIDENT TOKAJEW IN TASCHKENT',
    'Die Tokajew-Rede und der Putin-Gegner Alexei Nawalny.',
    'Pjotr Tschaikowski und Sergei Rachmaninow schrieben in Klin und Iwanowka.',
    'Emomali Rachmon, Gurbanguly Berdimuhamedow und Schawkat Mirsijojew trafen sich in Duschanbe.',
    'Der Georgier Micheil Saakaschwili, der Armenier Nikol Paschinjan und Ilham Alijew.',
    'Tichanowskaja floh nach Wilna, Lukaschenkos Polizei blieb in Hrodna.',
    'Die Bulgarin Kristalina Georgiewa und Bojko Borissow sprachen in Plowdiw.',
    'Uchnaagiin Chürelsüch kam aus Ulaanbaatar.',
    'Herr Zhelensky, Frau Sakharova, Volodymyr Zelenskyy und Zelenskys Leute.',
    'Gazprom, Gasprom, Rosneft und die Nowaja Gaseta aus Sankt Petersburg.',
    'Charkiw, Charkow, Kiew, Lwiw, Dnipro und Saporischschja lagen unter Beschuss.',
    'Лев Толстой und Фёдор Достоевский, auf Ukrainisch Тарас Шевченко.',
    'Der Gouverneur Andrej Kostjutschenko besuchte Kostjutschenkos Heimat Krementschuk.',
    'Irina Schtscherbatschowa und Jewgenija Tschernjajewa sangen in Witebsk.',
    'Der Schachspieler Jan Nepomnjaschtschi verlor gegen Ding.',
);

for my $sentence (@sentences) {
    my $text = "$sentence\n";
    my ($fixed)  = run($text, 'prep-spell', '--fix');
    is_same($fixed, $text, "before: $sentence");
    my ($english) = run($text, 'prep-transliterate');
    ($fixed) = run($english, 'prep-spell', '--fix');
    is_same($fixed, $english, "after: $sentence");
    my ($names) = run($english, 'prep-transliterate');
    is_same($names, $english, "once is enough: $sentence");
}

# A list of names, each by itself, as the rules write it.
my @names = qw(
    Tschernjachowski Schtscherbakow Dserschinsk Jewtuschenko Krjutschkow Ljubimzew Mjasnikowa
    Nischnjaja Owsjannikowa Pjatigorsk Rschewski Sjukow Tjutschew Uljanowsk Wjatscheslaw Xanthopulos
    Schigulin Barsenjew Dolbesow Hornischenko Murtschatow Pletschkowa Gluschtschenko Tereschtschuk
);
my $list = join "\n", @names, map({ "${_}s" } @names), '';
my ($english) = run($list, 'prep-transliterate', '--assume-name');
for my $form ([ 'German', $list ], [ 'English', $english ]) {
    my ($fixed) = run($form->[1], 'prep-spell', '--fix');
    is_same($fixed, $form->[1], "a list of $form->[0] names");
}
done();
