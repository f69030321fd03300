using System.Text;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Configuration;

/// <summary>
/// The Postfix that judges: the installed 3.7.11, or with MAPKIT_POSTFIX_312 the postmap and postconf of 3.12 in that folder.
/// Fatal errors sleep a second, so run many at once.
/// </summary>
internal static class ConfigurationPeer
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("MAPKIT_POSTFIX_312");

    // Each run waits in three threads; the pool would add them one by one.
    static ConfigurationPeer() => ThreadPool.SetMinThreads(3 * Many.MaxDegreeOfParallelism, 4);

    public static PostfixVersion Version => Folder is null ? PostfixVersion.Postfix37 : PostfixVersion.Postfix312;

    public static ParallelOptions Many { get; } = new() { MaxDegreeOfParallelism = 48 };

    public static ToolResult Run(string tool, params string[] arguments) =>
        Tool.Run(Folder is null ? tool : Path.Combine(Folder, tool), arguments);

    /// <summary>Writes main.cf (text of one character a byte) and an empty master.cf, old enough that the tools do not wait.</summary>
    public static string Write(string folder, string main)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "master.cf"), "");
        var path = Path.Combine(folder, "main.cf");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(main));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        return folder;
    }

    /// <summary>What postmap says as it starts with a main.cf, and what we say.</summary>
    public static (string Theirs, string Ours) Start(string folder)
    {
        var peer = Run("postmap", "-c", folder, "-q", "k", "static:x");
        var ours = new StringBuilder();
        var warnings = new DiagnosticList();
        string? fatal = null;
        try
        {
            ToolParameters.Read(Load(folder, warnings));
        }
        catch (ConfigurationException exception)
        {
            fatal = exception.Message;
        }

        foreach (var warning in warnings) ours.Append("postmap: warning: ").Append(warning.PostfixText).Append('\n');
        if (fatal is not null) ours.Append("postmap: fatal: ").Append(fatal).Append('\n');
        return (peer.Error + $"exit {peer.ExitCode}", Printable(ours.ToString()) + $"exit {(fatal is null ? 0 : 1)}");
    }

    public static MainConfiguration Load(string folder, IDiagnosticSink warnings) =>
        MainConfiguration.Load(folder, new MainConfigurationOptions { Warnings = warnings, Version = Version });

    /// <summary>Postfix shows control bytes, and outside UTF-8 mode all that are not ASCII, as question marks.</summary>
    public static string Printable(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = source[i] is (>= ' ' and <= '~') or '\n' ? source[i] : '?';
        });
}
