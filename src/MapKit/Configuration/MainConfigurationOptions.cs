using MapKit.Diagnostics;
using MapKit.Postfix;

namespace MapKit.Configuration;

/// <summary>How a configuration is read.</summary>
public sealed record MainConfigurationOptions
{
    /// <summary>Takes the warnings; each has Postfix's message in <see cref="Diagnostic.PostfixText"/>. By default they are dropped.</summary>
    public IDiagnosticSink Warnings { get; init; } = new NoFindings();

    /// <summary>The Postfix whose defaults and words are used.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>The program that reads, which macros can ask for as <c>$process_name</c>; not so in 3.7.</summary>
    public string ProcessName { get; init; } = "postmap";

    /// <summary>The name of this host, of which <c>myhostname</c> is made where it is not set; null asks the system.</summary>
    public string? HostName { get; init; }
}
