using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Platform.Accounts;

namespace MapKit.Operations.Lint;

/// <summary>Options for linting tables.</summary>
public sealed record LintOptions
{
    /// <summary>Whether UTF-8 mode is on (<c>smtputf8_enable</c>): how keys are folded, and whether lines must be UTF-8.</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>The minimum severity to report.</summary>
    public Severity Level { get; init; } = Severity.Warning;

    /// <summary>The configuration that uses the tables, or null if unknown.</summary>
    public PostfixConfiguration? Configuration { get; init; }

    /// <summary>Whether <see cref="Configuration"/> is for this host, so that its users receive the mail.</summary>
    public bool IsForThisHost { get; init; }

    /// <summary>Whether main.cf and master.cf of <see cref="Configuration"/> are checked, not only used for checking tables.</summary>
    public bool ChecksConfiguration { get; init; }

    /// <summary>Whether a single table is read, so that nothing needs to be remembered of it for rules that compare two.</summary>
    internal bool IsOneTable { get; init; }

    /// <summary>The types of tables that the installed Postfix can open; null if unknown.</summary>
    public IReadOnlySet<string>? SupportedTypes { get; init; }

    /// <summary>The users of the host, if not those of the system.</summary>
    internal IAccounts? Accounts { get; init; }

    /// <summary>Returns the engine for expressions of regexp tables, or null if unavailable: the expressions are then not checked.</summary>
    public Func<IPatternEngine?> Regexp { get; init; } = static () => null;

    /// <summary>Returns the engine for expressions of pcre tables, or null if unavailable: the expressions are then not checked.</summary>
    public Func<IPatternEngine?> Pcre { get; init; } = static () => null;
}
