#!/bin/sh
# Writes PublicAPI.Shipped.txt of each library project: every public symbol, one a line, as the analyzer asks for it.
# Run it after a deliberate change of the public API; the difference of the file is what a reviewer reads.
set -eu
cd "$(dirname "$0")/.."
for project in MapKit MapKit.Native; do
    printf '#nullable enable\n' > "src/$project/PublicAPI.Shipped.txt"
    printf '#nullable enable\n' > "src/$project/PublicAPI.Unshipped.txt"
done
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build src/MapKit.Native -c Release --no-incremental -p:TreatWarningsAsErrors=false > "$log" || { cat "$log"; exit 1; }
for project in MapKit MapKit.Native; do
    sed -n "s|.*warning RS0016: Symbol '\(.*\)' is not part of the declared public API.*/$project\.csproj\].*|\1|p" "$log" \
        | LC_ALL=C sort -u >> "src/$project/PublicAPI.Shipped.txt"
    echo "src/$project/PublicAPI.Shipped.txt: $(($(wc -l < "src/$project/PublicAPI.Shipped.txt") - 1)) symbols"
done
