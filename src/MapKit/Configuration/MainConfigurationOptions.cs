using MapKit.Diagnostics;
using MapKit.Postfix;

namespace MapKit.Configuration;

/// <summary>How a configuration is read.</summary>
public sealed record MainConfigurationOptions
{
    /// <summary>Receives the warnings; each has Postfix's message in <see cref="Diagnostic.PostfixText"/>. By default they are discarded.</summary>
    public IDiagnosticSink Warnings { get; init; } = new NoFindings();

    /// <summary>The Postfix version whose defaults and messages are used.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>The name of the program, available to macros as <c>$process_name</c>, except in 3.7.</summary>
    public string ProcessName { get; init; } = "postmap";

    /// <summary>The name of this host, from which <c>myhostname</c> is derived if not set; null asks the system.</summary>
    public string? HostName { get; init; }

    /// <summary>
    /// The folder in which every file that the configuration names is looked up, as if it were the root of the file system: for a configuration
    /// that is not of this system, such as one of <see cref="ConfigurationFiles"/>. No file outside of it is opened, and no account of this system is
    /// looked up. The folder of the configuration is below it too. Null for the files of this system.
    /// </summary>
    public string? FilesBelow { get; init; }

    /// <summary>The folder that contains the system of the configuration, such as a mounted image: its files are read there. Null for this system.</summary>
    internal string? Root { get; init; }
}
