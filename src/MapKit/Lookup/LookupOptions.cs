using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Lookup.Tables;
using MapKit.Postfix;
using MapKit.Records;

namespace MapKit.Lookup;

/// <summary>How tables are opened and queried. The defaults are those of <c>postmap -q</c> with the defaults of main.cf.</summary>
public sealed record LookupOptions
{
    /// <summary>Receives the warnings; each has Postfix's message in <see cref="Diagnostic.PostfixText"/>. By default they are discarded.</summary>
    public IDiagnosticSink Warnings { get; init; } = new NoFindings();

    /// <summary>Whether UTF-8 mode is on: keys and values that are not UTF-8 are refused (docs/formats/folding.md#utf-8-mode).</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>How keys of tables with fixed strings are folded.</summary>
    public KeyFolding Folding { get; init; } = KeyFolding.Unicode;

    /// <summary>Which stored form of keys is looked up; by default both.</summary>
    public NulConvention Nul { get; init; } = NulConvention.TypeDefault;

    /// <summary>What to do with a duplicate key of a <c>texthash:</c> source: <see cref="DuplicatePolicy.KeepAll"/> keeps the first without a warning (<c>postmap -w</c>).</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.First;

    /// <summary>
    /// Whether the values of text tables name files whose content is the value, in base64 (<c>postmap -F</c>). Answers are in
    /// base64; <see cref="FileValues"/> decodes them.
    /// </summary>
    public bool ValuesAreFiles { get; init; }

    /// <summary>Whether the table holds secrets, so that warnings quote no key or value.</summary>
    public bool Secret { get; init; }

    /// <summary>The Postfix version whose messages are used.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>
    /// Finds the engine that matches <c>regexp:</c> tables: <c>PosixRegularExpressions.Find</c> of MapKit.Native. Without one
    /// such a table cannot be opened. The function is called when such a table is opened; if it
    /// returns null, the type is unsupported, as in a Postfix built without it.
    /// </summary>
    public Func<IPatternEngine?>? Regexp { get; init; }

    /// <summary>Finds the engine that matches <c>pcre:</c> tables: <c>Pcre2RegularExpressions.Find</c> of MapKit.Native. As <see cref="Regexp"/>.</summary>
    public Func<IPatternEngine?>? Pcre { get; init; }

    /// <summary>The variables that <c>environ:</c> tables contain; the library does not read the environment.</summary>
    public Func<string, string?> EnvironmentVariable { get; init; } = static _ => null;

    /// <summary>Maps a name such as <c>hash:x</c> to the <c>type:name</c> that Postfix opens instead, or null (3.11's non_bdb_migration_level).</summary>
    public Func<string, string, (string Type, string Name)?> Redirect { get; init; } = static (_, _) => null;

    /// <summary>The options with which Postfix's programs query tables under a configuration: its UTF-8 mode and version.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="ConfigurationException">The value of <c>smtputf8_enable</c> cannot be expanded.</exception>
    public static LookupOptions From(PostfixConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var utf8 = configuration.Get("smtputf8_enable")?.Equals("yes", StringComparison.OrdinalIgnoreCase) == true;
        return new LookupOptions
        {
            Utf8 = utf8,
            Folding = utf8 ? KeyFolding.Unicode : KeyFolding.Ascii,
            Version = configuration.Main.Version,
            FilesBelow = configuration.Main.FilesBelow,
        };
    }

    /// <summary>
    /// Whether rules of <c>regexp:</c> and <c>pcre:</c> tables may insert parts of the key (<c>$1</c>). Postfix forbids it where the result
    /// decides about delivery, and then skips such a rule.
    /// </summary>
    internal bool AllowsSubstitution { get; init; } = true;

    /// <summary>Where files are looked up (<see cref="MainConfigurationOptions.FilesBelow"/>).</summary>
    internal string? FilesBelow { get; init; }

    /// <summary>The member tables of composed tables; those with the same name are opened once.</summary>
    internal MemberTables Members { get; init; } = new();

    /// <summary>Whether the lines of a table that is loaded into memory are checked as UTF-8.</summary>
    internal bool ChecksLoadedLines => Utf8 && Differences.LoadingTablesIsInUtf8Mode;

    /// <summary>The differences of <see cref="Version"/>.</summary>
    internal VersionDifferences Differences => VersionDifferences.In(Version);

    /// <summary>How the keys of a table in memory are folded.</summary>
    internal KeyFolding FoldingOfLoadedKeys =>
        Folding == KeyFolding.Unicode && !Differences.LoadingTablesIsInUtf8Mode ? KeyFolding.Ascii : Folding;

    /// <summary>How a table of fixed strings folds keys: in UTF-8 mode <see cref="Utf8Table"/> has already folded them.</summary>
    internal KeyFolding FoldingInside => Utf8 ? KeyFolding.None : Folding;
}
