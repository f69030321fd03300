#!/bin/sh
# Writes src/MapKit/Configuration/Parameters/ParameterDefaults.txt from what postconf(1) of both versions says:
#   generate-parameter-defaults.sh POSTCONF-3.7 POSTCONF-3.12
# Debian installs the first; the second is built from the source of 3.12 with TLS, hash and btree. Parameters that tell of
# the host are left out: the code computes them.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
target=$here/src/MapKit/Configuration/Parameters/ParameterDefaults.txt
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
: > "$folder/main.cf"
: > "$folder/master.cf"
"$1" -c "$folder" -d > "$folder/3.7"
"$2" -c "$folder" -d > "$folder/3.12"
LC_ALL=C awk '
{
    name = $1
    value = substr($0, length(name) + 3)
    if (name ~ /^(myhostname|mydomain|mynetworks|config_directory|process_id|process_name)$/) next
    version = FILENAME
    sub(/.*\//, "", version)
    text[version, name] = "=" value
    names[name] = 1
}
END {
    for (name in names) {
        old = (("3.7", name) in text) ? text["3.7", name] : ""
        new = (("3.12", name) in text) ? text["3.12", name] : ""
        if (old == new) print name " " new
        else {
            if (old != "") print name " 3.7 " old
            if (new != "") print name " 3.12 " new
        }
    }
}' "$folder/3.7" "$folder/3.12" | LC_ALL=C sort -t ' ' -k 1,1 -s > "$target"
