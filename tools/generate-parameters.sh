#!/bin/sh
# Writes docs/parameters.md from the catalogue of parameters.
set -eu
cd "$(dirname "$0")/.."
MAPKIT_WRITE_PARAMETERS=1 dotnet test tests/MapKit.Tests -c Release --filter "FullyQualifiedName~ParametersDocumentTests"
