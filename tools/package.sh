#!/usr/bin/env bash
# Builds the packages of the commit that is checked out: the libraries, the dotnet tool, the native command as an archive and a .deb.
#   tools/package.sh [--all] [DIR]
# DIR is artifacts/package by default. --all also tries the native commands of other machines, and says of each whether it was built.
# The version is that of the tag (v1.2.3), between tags a prerelease of the next one. One commit gives the same bytes in any folder.
set -euo pipefail
cd "$(dirname "$0")/.."

all=false
if [ "${1:-}" = --all ]; then all=true; shift; fi
out=${1:-artifacts/package}
mkdir -p "$out"
out=$(cd "$out" && pwd)
rm -rf "${out:?}"/*

umask 022
export LC_ALL=C TZ=UTC DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
build=(-c Release --nologo -v quiet)

for project in MapKit MapKit.Native MapKit.Cli; do
  dotnet pack "src/$project" "${build[@]}" -o "$out"
done
version=$(basename "$out"/MapKit.Tool.*.nupkg .nupkg)
version=${version#MapKit.Tool.}
export MAPKIT_MANAGED="dotnet $PWD/artifacts/bin/MapKit.Cli/release/MapKit.Cli.dll"

# Publishes the command for a machine and packs it; false, with the log in $log, where that cannot be built here.
native() {
  local machine=$1 folder=$2
  # Linked again: the linker's options may differ from those of the last build.
  rm -f "artifacts/obj/MapKit.Cli/release_$machine/native"/MapKit.Cli{,.exe} "artifacts/obj/MapKit.Cli/postgresql_$machine"/MapKit.Cli
  # Native code for Linux is two programs; mapkit passes on to the other one what needs a database.
  case $machine in linux-x64 | linux-arm64)
    dotnet publish src/MapKit.Cli "${build[@]}" -p:RunAnalyzers=false -r "$machine" -p:Packaged=true -p:WithPostgreSql=true -o "$folder" >"$log" 2>&1 || return 1 ;;
  esac
  dotnet publish src/MapKit.Cli "${build[@]}" -p:RunAnalyzers=false -r "$machine" -p:Packaged=true -o "$folder" >"$log" 2>&1 || return 1
  cp LICENSE THIRD-PARTY-NOTICES.md "$folder"
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" --transform "s,^\.,mapkit-$version," -C "$folder" -c . |
    gzip -9n >"$out/mapkit-$version-$machine.tar.gz"
}

work=$(mktemp -d)
log=$work/log
trap 'rm -rf "$work"' EXIT
native linux-x64 "$work/linux-x64" || { cat "$log"; exit 1; }
packaging/build-deb.sh "$work/linux-x64/mapkit" amd64 "$version" "$out" >/dev/null

if $all; then
  for machine in linux-arm64 linux-musl-x64 osx-arm64 osx-x64 win-x64; do
    if native "$machine" "$work/$machine"; then
      echo "$machine: built"
      if [ "$machine" = linux-arm64 ]; then packaging/build-deb.sh "$work/$machine/mapkit" arm64 "$version" "$out" >/dev/null; fi
    else
      echo "$machine: not built: $(grep -m 1 -E 'error' "$log" | sed 's/^.*error *//; s/ \[.*$//')"
    fi
  done
fi

(cd "$out" && sha256sum -- * >"$work/sums" && mv "$work/sums" SHA256SUMS && cat SHA256SUMS)
