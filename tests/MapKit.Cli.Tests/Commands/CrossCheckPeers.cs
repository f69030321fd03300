using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>Programs that stand for Postfix's tools: shell scripts in a folder of their own, with a postconf that tells a version.</summary>
internal sealed class CrossCheckPeers : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CrossCheckPeers(string? version = "3.7.11")
    {
        if (version is not null) Write("postconf", $"[ \"$*\" = '-d -h mail_version' ] && echo {version}");
    }

    /// <summary>A postmap that says and does what a script says; in it <c>$map</c> is the map's path and <c>$source</c> the source's.</summary>
    public string Postmap(string script) => Tool("postmap", script);

    /// <summary>As <see cref="Postmap"/>, a postalias.</summary>
    public string Postalias(string script) => Tool("postalias", script);

    public void Dispose() => _folder.Dispose();

    private string Tool(string name, string script) => Write(
        name,
        $$"""
        type=${3%%:*} source=${3#*:} me={{name}}
        case $type in hash|btree) map=$source.db;; *) map=$source.$type;; esac
        {{script}}
        """);

    // Written by another process: a file that this one has open for writing may be passed on to a child and is then busy.
    private string Write(string name, string script)
    {
        var path = _folder.File(name);
        var made = MapKit.Tests.Peers.Tool.Run("sh", ["-c", "cat > \"$1\" && chmod 755 \"$1\"", "sh", path], System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{script}\n"), null);
        return made.ExitCode == 0 ? path : throw new InvalidOperationException(made.Error);
    }
}
