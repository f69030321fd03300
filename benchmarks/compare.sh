#!/usr/bin/env bash
# Measures mapkit and the installed Postfix's tools in turn; --help tells the options. Needs postmap, db_verify and /usr/bin/time.
set -euo pipefail
cd "$(dirname "$0")/.."

native=$(mktemp -d)
trap 'rm -rf "$native"' EXIT
for project in src/MapKit.Cli benchmarks/MapKit.Empty; do dotnet publish "$project" -c Release -r linux-x64 -o "$native" >&2; done
dotnet run --project benchmarks/MapKit.Compare -c Release -- --mapkit "$native/mapkit" --empty "$native/MapKit.Empty" "$@"
