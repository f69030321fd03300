using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Packages;

/// <summary>The .deb, on a copy of this machine that keeps no change: an overlay in a mount namespace of its own.</summary>
public class DebianPackageTests
{
    /// <summary>Runs a script as root on the copy; $DEB is the package there.</summary>
    private const string OnCopy = """
        set -e
        mount -t tmpfs none "$1"
        mkdir "$1/upper" "$1/work" "$1/root"
        mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
        mount -t proc proc "$1/root/proc"
        mount --bind /dev "$1/root/dev"
        cp "$2" "$1/root/tmp/mapkit.deb"
        exec chroot "$1/root" env DEB=/tmp/mapkit.deb DEBIAN_FRONTEND=noninteractive LC_ALL=C sh -ec "cd /tmp; $3"
        """;

    [PackageFact("lintian")]
    public void Lintian_accepts_it()
    {
        var result = Tool.Run("lintian", "--allow-root", "--fail-on", "error,warning", BuiltPackages.Debian);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Equal("", result.Output);
    }

    [PackageFact("dpkg", "postmap", "unshare")]
    public void It_is_installed_used_and_purged()
    {
        var output = Run("""
            dpkg -i "$DEB" >log 2>&1 || { cat log; exit 1; }
            printf 'example.com smtp:[relay.example.net]\n' >transport
            mapkit compile hash:/tmp/transport
            postmap -q example.com hash:/tmp/transport
            mapkit published --from "host=127.0.0.1 port=1 dbname=x user=y" 2>&1 || echo "status $?"
            man -w mapkit-compile mapkit-rules mapkit-drop-in
            ls /usr/share/bash-completion/completions/mapkit /usr/share/zsh/vendor-completions/_mapkit /usr/share/fish/vendor_completions.d/mapkit.fish
            readlink /usr/sbin/postmap || echo "postmap is not a link"
            mapkit-drop-in status || echo "status $?"
            dpkg --purge mapkit >>log 2>&1 || { cat log; exit 1; }
            ls -d /usr/bin/mapkit /usr/lib/mapkit /usr/share/doc/mapkit 2>&1 || true
            """);
        Assert.Matches("""
            ^\S*transport\.db: .*
            smtp:\[relay\.example\.net\]
            mapkit: error: .*127\.0\.0\.1.*
            status 2
            /usr/share/man/man1/mapkit-compile\.1\.gz
            /usr/share/man/man7/mapkit-rules\.7\.gz
            /usr/share/man/man8/mapkit-drop-in\.8\.gz
            /usr/share/bash-completion/completions/mapkit
            /usr/share/fish/vendor_completions\.d/mapkit\.fish
            /usr/share/zsh/vendor-completions/_mapkit
            postmap is not a link
            /usr/sbin/postmap: not mapkit
            /usr/sbin/postalias: not mapkit
            /usr/bin/newaliases: not mapkit
            status 1
            ls: cannot access '/usr/bin/mapkit': No such file or directory
            ls: cannot access '/usr/lib/mapkit': No such file or directory
            ls: cannot access '/usr/share/doc/mapkit': No such file or directory
            $
            """.ReplaceLineEndings("\n").Replace("\n$", "$", StringComparison.Ordinal), output.TrimEnd('\n'));
    }

    [PackageFact("dpkg", "postmap", "unshare")]
    public void The_drop_ins_are_switched_on_and_off()
    {
        var output = Run("""
            quiet() { "$@" >log 2>&1 || { cat log; exit 1; }; }
            sum() { cat /usr/sbin/postmap /usr/sbin/postalias | cksum; readlink /usr/bin/newaliases || true; }
            sum >before
            quiet dpkg -i "$DEB"
            mapkit-drop-in on
            mapkit-drop-in status
            readlink /usr/sbin/postmap /usr/sbin/postalias /usr/bin/newaliases
            test -x /usr/lib/mapkit/postfix/newaliases && echo "kept program exists"
            printf 'example.com smtp:[relay.example.net]\n' >transport
            MAPKIT_POSTFIX_VERSION=3.7 postmap hash:/tmp/transport
            mapkit crosscheck --with postfix hash:/tmp/transport
            mapkit-drop-in on
            quiet dpkg -i "$DEB"
            mapkit-drop-in status >/dev/null && echo "an upgrade keeps them"
            mapkit-drop-in off
            mapkit-drop-in off
            mapkit-drop-in status || sum | cmp - before && echo "off"
            mapkit-drop-in on
            quiet dpkg --purge mapkit
            sum | cmp - before && echo "purged"
            dpkg-divert --list | grep mapkit || echo "no diversion"
            """);
        Assert.Matches("""
            ^/usr/sbin/postmap: mapkit
            /usr/sbin/postalias: mapkit
            /usr/bin/newaliases: mapkit
            /usr/bin/mapkit
            /usr/bin/mapkit
            /usr/bin/mapkit
            kept program exists
            .*transport.*(same|agree|identical).*
            an upgrade keeps them
            /usr/sbin/postmap: not mapkit
            /usr/sbin/postalias: not mapkit
            /usr/bin/newaliases: not mapkit
            off
            purged
            no diversion
            $
            """.ReplaceLineEndings("\n").Replace("\n$", "$", StringComparison.Ordinal), output.TrimEnd('\n'));
    }

    [PackageFact("dpkg", "strace", "ldd")]
    public void In_a_root_with_the_C_library_alone_it_compiles_queries_and_dumps()
    {
        using var folder = new TemporaryFolder();
        var root = BuiltPackages.Unpacked(folder);
        var libraries = Tool.Run("ldd", Path.Join(root, "usr/bin/mapkit")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split("=>")[^1].Trim().Split(' ')[0]).Where(path => path.StartsWith('/')).ToArray();
        Assert.Equal(["ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6"], libraries.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var library in libraries)
        {
            Directory.CreateDirectory(Path.Join(root, Path.GetDirectoryName(library)));
            File.Copy(library, root + library);
        }

        Directory.CreateDirectory(Path.Join(root, "etc"));
        File.WriteAllText(Path.Join(root, "etc", "transport"), "example.com smtp:[relay.example.net]\n");
        var trace = folder.File("trace");
        var opened = new HashSet<string>();
        foreach (var type in new[] { "hash", "btree", "lmdb", "cdb" })
        {
            Trace("compile", $"{type}:/etc/transport");
            Assert.Equal("smtp:[relay.example.net]\n", Trace("query", "example.com", $"{type}:/etc/transport"));
            Assert.Equal("example.com\tsmtp:[relay.example.net]\n", Trace("dump", $"{type}:/etc/transport"));
        }

        // Beside the libraries, the tables and the configuration it opens nothing but facts about the machine.
        Assert.All(opened, path => Assert.Matches(@"^(/etc/(ld\.so\.cache|transport[a-z.]*|postfix/.*|passwd|group|localtime)|/|/etc|etc|transport[a-z.]*|/etc/\.transport\.[a-z]*\.mapkit-.*|/lib.*/lib[cm]\.so\.6|/proc/.*|/sys/.*|/dev/u?random|/dev/null)$", path));

        string Trace(params string[] arguments)
        {
            var result = Tool.Run("strace", ["-f", "-qq", "-e", "trace=open,openat", "-o", trace, "chroot", root, "/usr/bin/mapkit", .. arguments], null, null);
            Assert.True(result.ExitCode == 0, result.Error);
            var lines = File.ReadAllLines(trace).SkipWhile(line => !line.Contains("libm.so.6", StringComparison.Ordinal));
            opened.UnionWith(lines.Select(line => line.Split('"')).Where(parts => parts.Length > 2).Select(parts => parts[1]));
            return result.Output;
        }
    }

    private static string Run(string script)
    {
        using var folder = new TemporaryFolder();
        var result = Tool.Run("unshare", "--mount", "sh", "-c", OnCopy, "sh", folder.Path, BuiltPackages.Debian, script);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        return result.Output;
    }
}
