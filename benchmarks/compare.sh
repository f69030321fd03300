#!/usr/bin/env bash
# Measures mapkit and the installed Postfix's tools in turn; --help tells the options. Needs postmap and /usr/bin/time.
set -euo pipefail
cd "$(dirname "$0")/.."

native=$(mktemp -d)
trap 'rm -rf "$native"' EXIT
dotnet publish src/MapKit.Cli -c Release -r linux-x64 -o "$native" >&2
dotnet run --project benchmarks/MapKit.Compare -c Release -- --mapkit "$native/mapkit" "$@"
