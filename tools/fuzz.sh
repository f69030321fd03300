#!/bin/sh
# Fuzzes the reading of map files with AFL (Debian: package afl++) and SharpFuzz, from the corpus in testdata/fuzz.
# Usage: tools/fuzz.sh [SECONDS]; the findings come to artifacts/fuzz/findings/default/{crashes,hangs}. Ask one of them again:
# dotnet artifacts/bin/MapKit.Fuzzing/release/MapKit.Fuzzing.dll FILE
set -eu
seconds=${1:-3600}
cd "$(dirname "$0")/.."
work=artifacts/fuzz
version=$(sed -n 's/.*"SharpFuzz" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)
command -v afl-fuzz >/dev/null || apt-get install -y -qq --no-install-recommends afl++ >/dev/null

mkdir -p $work
rm -rf $work/target $work/seeds
[ -x $work/tool/sharpfuzz ] || dotnet tool install SharpFuzz.CommandLine --version "$version" --tool-path $work/tool
dotnet publish tests/MapKit.Fuzzing -c Release -o $work/target
$work/tool/sharpfuzz $work/target/MapKit.dll MapKit.Maps MapKit.Operations

# AFL takes one folder, without folders in it.
mkdir $work/seeds
cp testdata/fuzz/*/* $work/seeds/

export AFL_SKIP_BIN_CHECK=1 AFL_NO_AFFINITY=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1
export AFL_FORKSRV_INIT_TMOUT=60000 AFL_AUTORESUME=1
exec nice -n 19 afl-fuzz -V "$seconds" -t 5000 -m none -i $work/seeds -o $work/findings -- dotnet $work/target/MapKit.Fuzzing.dll
