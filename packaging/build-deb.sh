#!/usr/bin/env bash
# Makes a Debian package of a native command: build-deb.sh COMMAND ARCHITECTURE VERSION OUT
# It wants what tools/package.sh exports: SOURCE_DATE_EPOCH, and MAPKIT_MANAGED, a mapkit that runs on this machine.
set -euo pipefail
command=$1 architecture=$2 version=$3 out=$4
here=$(cd "$(dirname "$0")" && pwd)
repository=$(dirname "$here")
: "${SOURCE_DATE_EPOCH:?}" "${MAPKIT_MANAGED:?}"
date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)
# 1.2.0-alpha.3 comes before 1.2.0: a tilde says that.
debian="${version/-/\~}-1"

umask 022
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
document=$root/usr/share/doc/mapkit
mkdir -p "$root/DEBIAN" "$document" "$root"/usr/lib/mapkit/postfix "$root"/usr/share/man/man8 "$root"/usr/share/bash-completion/completions \
  "$root"/usr/share/zsh/vendor-completions "$root"/usr/share/fish/vendor_completions.d

# Postfix's newaliases is a link to ../sbin/sendmail: kept in postfix/, it leads there through this one, also after an upgrade of Postfix.
ln -s ../../sbin "$root/usr/lib/mapkit/sbin"
install -D -m 755 "$command" "$root/usr/bin/mapkit"
install -D -m 755 "$(dirname "$command")/mapkit-postgresql" "$root/usr/lib/mapkit/mapkit-postgresql"
install -D -m 755 "$here/debian/mapkit-drop-in" "$root/usr/sbin/mapkit-drop-in"
$MAPKIT_MANAGED manual "$root/usr/share/man"
sed "s/@DATE@/$date/; s/@VERSION@/$version/" "$here/debian/mapkit-drop-in.8" >"$root/usr/share/man/man8/mapkit-drop-in.8"
find "$root/usr/share/man" -type f -exec gzip -9n {} +
$MAPKIT_MANAGED completion bash >"$root/usr/share/bash-completion/completions/mapkit"
$MAPKIT_MANAGED completion zsh >"$root/usr/share/zsh/vendor-completions/_mapkit"
$MAPKIT_MANAGED completion fish >"$root/usr/share/fish/vendor_completions.d/mapkit.fish"

install -m 644 "$here/debian/copyright" "$document/copyright"
install -m 644 "$repository/THIRD-PARTY-NOTICES.md" "$document/third-party-notices.md"
# The notices of what the runtime of .NET contains come with its package.
notices=$(find "${NUGET_PACKAGES:-$HOME/.nuget/packages}"/microsoft.netcore.app.runtime.nativeaot.*/ -name THIRD-PARTY-NOTICES.TXT | sort -V | tail -n 1)
gzip -9nc "$notices" >"$document/dotnet-notices.txt.gz"
gzip -9nc "$repository/CHANGELOG.md" >"$document/changelog.gz"
{
  printf 'mapkit (%s) unstable; urgency=medium\n\n  * Release %s: see changelog.gz.\n\n' "$debian" "$version"
  printf ' -- The MapKit authors <packages@mapkit.example>  %s\n' "$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9nc >"$document/changelog.Debian.gz"

install -D -m 644 "$here/debian/lintian-overrides" "$root/usr/share/lintian/overrides/mapkit"

# The newest symbol of the C library that the programs import.
glibc=$(readelf -W --dyn-syms "$root/usr/bin/mapkit" "$root/usr/lib/mapkit/mapkit-postgresql" | grep -oE '@GLIBC_[0-9.]+' | cut -d_ -f2 | sort -V | tail -n 1)
install -m 755 "$here/debian/prerm" "$root/DEBIAN/prerm"
size=$(du -k -s --apparent-size --exclude DEBIAN "$root" | cut -f1)
# The one address of the project; without one the field is left out.
home=$(sed -n "s,.*<PackageProjectUrl>\(.*\)</PackageProjectUrl>.*,\1,p" "$repository/Directory.Build.props")
sed "s|@VERSION@|$debian|; s|@ARCHITECTURE@|$architecture|; s|@SIZE@|$size|; s|@GLIBC@|$glibc|; $([ -n "$home" ] && echo "s|@HOME@|$home|" || echo '/@HOME@/d')" \
  "$here/debian/control.in" >"$root/DEBIAN/control"
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)

find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$out/mapkit_${debian}_$architecture.deb" >/dev/null
echo "mapkit_${debian}_$architecture.deb"
