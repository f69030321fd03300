#!/bin/sh
# Mutation testing with Stryker: changes the library in small ways and reports the changes that no test notices.
# Usage: tools/mutate.sh [PLACE...], a folder or file below src/MapKit such as Entries, Maps/Cdb or Source/TextWidth.cs.
# Without one: Source, Entries, Tables, Maps and Linting, which takes hours. Reports: artifacts/mutation/PLACE/reports.
# Only tests that give the same answer each time take part: none that is random or slow, and none that needs tools or root.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- Source Entries Tables Maps Linting
dotnet tool restore
root=$PWD

# Of a mutated build no analyzer has to approve.
export MAPKIT_SKIP=Peer,Root,Random,Slow RunAnalyzers=false EnforceCodeStyleInBuild=false
cd tests/MapKit.Tests
for place; do
  case $place in
    *.cs) files=$place ;;
    *) files="$place/**/*.cs" ;;
  esac
  dotnet stryker --config-file "$root/.config/stryker.json" --mutate "$files" --output "$root/artifacts/mutation/$place"
done
