#!/bin/sh
# Writes docs/rules.md from the catalogue of rules.
set -eu
cd "$(dirname "$0")/.."
MAPKIT_WRITE_RULES=1 dotnet test tests/MapKit.Tests -c Release --filter "FullyQualifiedName~RuleCatalogueTests"
