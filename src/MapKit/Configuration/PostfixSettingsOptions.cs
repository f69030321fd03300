using MapKit.Diagnostics;
using MapKit.Postfix;

namespace MapKit.Configuration;

/// <summary>Options for finding and reading the configuration of a run.</summary>
internal sealed record PostfixSettingsOptions
{
    /// <summary>
    /// Whether the configuration was requested explicitly, so that it must be readable. Otherwise a missing one counts as empty, and one that
    /// Postfix would refuse is ignored.
    /// </summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether main.cf counts as empty.</summary>
    public bool IgnoresMain { get; init; }

    /// <summary>The folder of master.cf if it differs from that of main.cf; null for the same.</summary>
    public string? MasterDirectory { get; init; }

    /// <summary>Receives the findings about the files, when they are read.</summary>
    public IDiagnosticSink? Warnings { get; init; }

    /// <summary>The Postfix version whose defaults and messages are used.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>The name of the program, available to macros as <c>$process_name</c>.</summary>
    public string ProcessName { get; init; } = "postmap";

    /// <summary>The name of the host, as for <see cref="MainConfigurationOptions.HostName"/>.</summary>
    public string? HostName { get; init; }

    /// <summary>Asks the installed Postfix for its default type of map; null if there is none.</summary>
    public Func<string?> InstalledDefaultType { get; init; } = static () => null;
}
