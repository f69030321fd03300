using MapKit.Diagnostics;
using MapKit.Postfix;

namespace MapKit.Configuration;

/// <summary>How the configuration of a run is found and read.</summary>
internal sealed record PostfixSettingsOptions
{
    /// <summary>
    /// Whether the configuration was asked for, so that it must be readable. Otherwise one that is not there counts as empty, and one that
    /// Postfix would refuse changes nothing.
    /// </summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether main.cf counts as empty.</summary>
    public bool IgnoresMain { get; init; }

    /// <summary>The folder of master.cf where it is not that of main.cf; null for the same.</summary>
    public string? MasterDirectory { get; init; }

    /// <summary>Takes what is wrong in the files, when they are read.</summary>
    public IDiagnosticSink? Warnings { get; init; }

    /// <summary>The Postfix whose defaults and messages are used.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>The program that reads, which macros can ask for as <c>$process_name</c>.</summary>
    public string ProcessName { get; init; } = "postmap";

    /// <summary>Asks the installed Postfix for its default type of map; null where there is none.</summary>
    public Func<string?> InstalledDefaultType { get; init; } = static () => null;
}
