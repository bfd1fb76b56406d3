#!/usr/bin/env bash
# Prints the gallery: ten sheets of sample reports and, where it is there, of data.police.uk and Chicago.
#
#   gallery.sh PROGRAM DIRECTORY      sheets as PDF, and each first page as PNG where pdftoppm is there
set -euo pipefail
program=$1
gallery=$2
shared=${SHARED_DATA:-../shared/data}
mkdir -p "$gallery/data"

# store NAME COMMAND...: imports what the command prints, unless that was done before.
store() {
    local name=$1
    shift
    [ -e "$gallery/data/$name.sqlite" ] && return
    rm -f "$gallery/data/$name.part"*
    "$@" | "$program" import --store "$gallery/data/$name.part" - || [ $? = 3 ]
    mv "$gallery/data/$name.part" "$gallery/data/$name.sqlite"
    rm -f "$gallery/data/$name.part"*
}

# sheet NAME STORE OPTIONS...: prints one sheet.
sheet() {
    local name=$1 from=$2
    shift 2
    "$program" print --store "$gallery/data/$from.sqlite" "$@" -o "$gallery/$name.pdf"
    if command -v pdftoppm >/dev/null; then
        pdftoppm -png -r 60 -f 1 -l 1 -singlefile "$gallery/$name.pdf" "$gallery/$name"
    fi
    echo "$gallery/$name.pdf"
}

outlines=()
[ -e "$shared/boundaries/poland.voivodeships.json" ] && outlines=(--overlay "$shared/boundaries/poland.voivodeships.json")

store poland "$program" sample --reports 1000000 --seed 1
sheet 01-poland-heat poland --bbox 14.1,49.0,24.2,54.9 --paper A3 --language pl "${outlines[@]}"
sheet 02-poland-density-night poland --style density --group substances --hours 22-05 \
    --bbox 14.1,49.0,24.2,54.9 --paper A3 "${outlines[@]}"
sheet 03-lubuskie poland --bbox 14.5,51.3,16.5,53.2 --paper A4 --language pl "${outlines[@]}"
sheet 04-warszawa-speeding poland --category speeding --center 21.012,52.230 --scale 100000 --paper A3 --landscape \
    --language pl --graticule
sheet 05-krakow-1-25000 poland --center 19.938,50.061 --scale 25000 --paper A2 --language en --graticule
sheet 06-summer-against-winter poland --style difference --bbox 14.1,53.3,19.8,54.9 --paper A3 --landscape --language pl \
    --from 2024-06-01 --to 2024-09-01 --compare-from 2023-12-01 --compare-to 2024-03-01 "${outlines[@]}"
sheet 07-tatry-animals poland --group animals --bbox 19.4,49.1,20.6,49.6 --paper A4 --landscape --language pl

if [ -e "$shared/boundaries/poland.voivodeships.json" ]; then
    "$program" boundaries add "$shared/boundaries/poland.voivodeships.json" --store "$gallery/data/poland.sqlite" \
        --layer wojewodztwa --id-property terc --name-property name
    sheet 08-atlas poland --atlas wojewodztwa --style density --paper A4 --language pl
fi

if [ -e "$shared/police-uk/2025-q1-street.csv.gz" ]; then
    store england zcat "$shared/police-uk/2025-q1-street.csv.gz"
    sheet 09-england-and-wales england --bbox -5.8,49.9,1.8,55.9 --paper A2 --language en
    sheet 10-london-violence england --category violence-and-sexual-offences --center -0.12,51.51 --scale 100000 --paper A3 --landscape \
        --language en --graticule
fi
if [ -e "$shared/chicago/chicago-crimes-10k-sample.csv" ]; then
    store chicago cat "$shared/chicago/chicago-crimes-10k-sample.csv"
    sheet 11-chicago chicago --style density --bbox -87.95,41.64,-87.5,42.03 --paper A4 --language en --graticule
fi
