using System.Text;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Postfix;

namespace MapKit.Tests.Configuration;

/// <summary>main.cf files that are not on disk.</summary>
internal static class MemoryConfiguration
{
    public const string Folder = "/etc/example";

    public static MainConfiguration Read(string main, IDiagnosticSink? warnings = null, PostfixVersion version = PostfixVersion.Postfix312, string host = "host.example.com") =>
        MainConfiguration.Read(
            new MemoryStream(Encoding.UTF8.GetBytes(main)),
            Folder,
            new MainConfigurationOptions { Warnings = warnings ?? new DiagnosticList(), Version = version, HostName = host });

    /// <summary>The warnings and then the fatal error of a piece of work.</summary>
    public static string[] Messages(Action<DiagnosticList> work)
    {
        var warnings = new DiagnosticList();
        var fatal = Record.Exception(() => work(warnings));
        if (fatal is not (null or ConfigurationException)) throw fatal;
        return [.. warnings.Select(item => item.PostfixText!), .. fatal is null ? Array.Empty<string>() : [fatal.Message]];
    }
}
