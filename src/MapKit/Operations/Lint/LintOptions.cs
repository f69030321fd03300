using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Platform;

namespace MapKit.Operations.Lint;

/// <summary>How tables are linted.</summary>
public sealed record LintOptions
{
    /// <summary>Whether UTF-8 mode is on (<c>smtputf8_enable</c>): how keys are folded, and whether lines must be UTF-8.</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>The minimum severity to report.</summary>
    public Severity Level { get; init; } = Severity.Warning;

    /// <summary>The configuration that the tables are for, or null if it is not known.</summary>
    public PostfixConfiguration? Configuration { get; init; }

    /// <summary>Whether <see cref="Configuration"/> is for this host, so that its users are those who get mail.</summary>
    public bool IsForThisHost { get; init; }

    /// <summary>The users of the host, if not those of the system.</summary>
    internal IAccounts? Accounts { get; init; }

    /// <summary>Gives what compiles the expressions of regexp tables, or null if it is not to be had: nothing is said of them then.</summary>
    public Func<IPatternEngine?> Regexp { get; init; } = static () => null;

    /// <summary>Gives what compiles the expressions of pcre tables, or null if it is not to be had: nothing is said of them then.</summary>
    public Func<IPatternEngine?> Pcre { get; init; } = static () => null;
}
