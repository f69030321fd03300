using MapKit.Cli.Commands.Options;
using MapKit.Cli.DropIn;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Native;
using MapKit.Native.BerkeleyDb;
using MapKit.Native.Lmdb;
using MapKit.Operations.CrossCheck;
using MapKit.Tables;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>The installed tools of Postfix.</summary>
/// <param name="postmap">The postmap that is asked for, or null.</param>
/// <param name="postalias">The postalias to use, or null for the installed one.</param>
/// <param name="environment">The variables.</param>
internal sealed class CrossCheckTools(string? postmap, string? postalias, CommandEnvironment environment)
{
    /// <summary>The version to follow if it cannot be determined.</summary>
    private const string NewestVersion = "3.12";

    private static readonly Library[] Libraries =
    [
        new("Berkeley DB", BerkeleyDbLibrary.Find, "libdb 5.3 is not installed (Debian: apt install libdb5.3t64, before 13 libdb5.3)"),
        new("LMDB", LmdbLibrary.Find, "liblmdb 0.9 is not installed (Debian: apt install liblmdb0)"),
    ];

    private readonly Dictionary<string, string?> _versions = new(StringComparer.Ordinal);

    /// <summary>Finds the tool to compare with for a format.</summary>
    /// <param name="format">The table's format.</param>
    /// <param name="configuration">The folder of main.cf.</param>
    /// <exception cref="IOException">There is none.</exception>
    public ICrossCheckEngine Find(TableFormat format, string configuration)
    {
        var path = PathOf(format) ?? throw new IOException($"{CrossCheckText.NothingToCheckAgainst}: {WhatIsMissing(format)}");
        return new CrossCheckPostfixTool(path, InstalledVersion(path), configuration);
    }

    /// <summary>Finds the library to compare maps of a type with. If there is none, the result refuses every check.</summary>
    /// <param name="format">The table's format.</param>
    /// <param name="type">The type.</param>
    /// <param name="rules">How the source is read.</param>
    public CrossCheckLibrary FindLibrary(TableFormat format, MapType type, CrossCheckRules rules)
    {
        var engine = MapEngines.For(type);
        var library = Array.Find(Libraries, library => library.FileFormat == engine.FileFormat);
        var missing = library?.WhatIsMissing ?? $"no library is available for {engine.Name} maps";
        return new CrossCheckLibrary(library?.Find(), PathOf(format) is null ? $"{missing}; {WhatIsMissing(format)}" : $"{missing}; --with postfix checks it", rules);
    }

    /// <summary>Whether there is a tool of Postfix for a format.</summary>
    /// <param name="format">The table's format.</param>
    /// <exception cref="IOException">The named tool does not exist.</exception>
    public bool HasTool(TableFormat format) => PathOf(format) is not null;

    /// <summary>The version whose messages and stored forms are expected: the tool's, else the environment's, else the newest.</summary>
    /// <param name="format">The table's format.</param>
    public string Version(TableFormat format) =>
        (PathOf(format) is { } path ? InstalledVersion(path) : null) is { } found ? Number(found)
        : PostfixVersions.IsGiven(environment) ? environment.Variable(PostfixVersions.Variable)!
        : NewestVersion;

    /// <summary><c>3.7.11</c> of <c>3.7.11</c>, <c>3.6</c> of <c>3.6-RC1</c>.</summary>
    private static string Number(string version) => version.Split('-')[0];

    private static string NameOf(TableFormat format) => (format.Syntax == SourceSyntax.Aliases ? DropInTool.Postalias : DropInTool.Postmap).Name;

    private static string WhatIsMissing(TableFormat format) =>
        $"there is no {NameOf(format)} on PATH or in {PostfixPrograms.SystemFolder}; install Postfix (Debian: apt install postfix postfix-lmdb postfix-cdb), or give its path with --{NameOf(format)} PATH";

    private string? PathOf(TableFormat format)
    {
        if ((format.Syntax == SourceSyntax.Aliases ? postalias : postmap) is not { } given) return PostfixPrograms.Find(NameOf(format), environment);
        return File.Exists(given) ? Path.GetFullPath(given) : throw new IOException($"{given}: no such file");
    }

    private string? InstalledVersion(string tool)
    {
        var beside = Path.Combine(Path.GetDirectoryName(tool)!, PostfixPrograms.Postconf);
        if ((File.Exists(beside) ? beside : PostfixPrograms.Find(PostfixPrograms.Postconf, environment)) is not { } postconf) return null;
        if (!_versions.TryGetValue(postconf, out var version)) _versions[postconf] = version = PostfixPrograms.VersionOf(postconf, CancellationToken.None);
        return version;
    }

    /// <summary>A library of the system.</summary>
    /// <param name="FileFormat">The <see cref="MapEngine.FileFormat"/> of its files.</param>
    /// <param name="Find">Finds it; null where it is not installed.</param>
    /// <param name="WhatIsMissing">What is said where it is not installed.</param>
    private sealed record Library(string FileFormat, Func<INativeEngine?> Find, string WhatIsMissing);
}
