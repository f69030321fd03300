using System.Text;
using MapKit.Delivery;
using MapKit.Delivery.Smtpd;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Native.RegularExpressions;
using MapKit.Operations.Explain;
using MapKit.Operations.Graph;
using MapKit.Postfix;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Tests.Delivery;

/// <summary>A configuration of the test's own, with every daemon of Postfix, and what explain says of a mail under it.</summary>
internal sealed class DeliveryFolder : IDisposable
{
    private const string Services = """
        smtp      inet  n       -       n       -       -       smtpd SMTPD
        cleanup   unix  n       -       n       -       0       cleanup CLEANUP
        qmgr      unix  n       -       n       300     1       qmgr
        rewrite   unix  -       -       n       -       -       trivial-rewrite REWRITE
        smtp      unix  -       -       n       -       -       smtp SMTP
        relay     unix  -       -       n       -       -       smtp
        error     unix  -       -       n       -       -       error
        retry     unix  -       -       n       -       -       error
        discard   unix  -       -       n       -       -       discard
        local     unix  -       n       n       -       -       local LOCAL
        virtual   unix  -       n       n       -       -       virtual
        lmtp      unix  -       -       n       -       -       lmtp
        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes a configuration.</summary>
    /// <param name="settings">Lines of main.cf; DIR is the folder.</param>
    /// <param name="options">Options of a service: <c>local: -o name=value</c>; a line for each, and lines with whole services.</param>
    public DeliveryFolder(string settings, string options = "")
    {
        _folder.Write("main.cf", $"""
            compatibility_level = 3.6
            myhostname = mx.example.com
            mydomain = example.com
            mydestination = example.com, mx.example.com
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            alias_maps =
            forward_path =
            local_recipient_maps =
            {string.Join('\n', settings.Split(" ;; ")).Replace("DIR", _folder.Path, StringComparison.Ordinal)}

            """);
        var master = Services;
        foreach (var line in options.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(": -o", StringComparison.Ordinal);
            master = colon < 0 ? $"{line}\n{master}" : master.Replace($" {line[..colon].ToUpperInvariant()}\n", $" {line[(colon + 2)..]}\n", StringComparison.Ordinal);
        }

        foreach (var mark in (string[])["SMTPD", "CLEANUP", "REWRITE", "SMTP", "LOCAL"]) master = master.Replace($" {mark}\n", "\n", StringComparison.Ordinal);
        _folder.Write("master.cf", master + "\n");
    }

    /// <summary>The folder.</summary>
    public string Path => _folder.Path;

    /// <summary>Writes a file.</summary>
    public string Write(string name, string text) => _folder.Write(name, text.Replace("DIR", _folder.Path, StringComparison.Ordinal));

    /// <summary>Explains a mail.</summary>
    public Explanation Explain(string recipient, string? sender = "alice@example.org", string? message = null, SmtpSession? session = null)
    {
        var configuration = PostfixConfiguration.Load(
            _folder.Path, new MapKit.Configuration.MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 });
        var lookup = LookupOptions.From(configuration) with { Regexp = PosixRegularExpressions.Find, Pcre = Pcre2RegularExpressions.Find };
        return ExplainOperation.Delivery(configuration, recipient, new ExplainOptions
        {
            Lookup = lookup,
            Sender = sender,
            Message = message is null ? (ReadOnlyMemory<byte>?)null : Encoding.Latin1.GetBytes(message),
            Session = session is null ? null : session with { Sender = sender ?? "", Recipient = recipient },
        });
    }

    /// <summary>Draws the configuration.</summary>
    public MailGraph Graph(GraphOptions? options = null)
    {
        var configuration = PostfixConfiguration.Load(
            _folder.Path, new MapKit.Configuration.MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 });
        var lookup = LookupOptions.From(configuration) with { Regexp = PosixRegularExpressions.Find, Pcre = Pcre2RegularExpressions.Find };
        return GraphOperation.Configuration(configuration, new ExplainOptions { Lookup = lookup }, options ?? new GraphOptions());
    }

    /// <summary>The steps of an explanation as indented lines, without those of searches.</summary>
    public static string TextOf(Explanation explanation) => string.Concat(explanation.Steps.SelectMany(step => Lines(step, 0)));

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Lines(ExplanationNode node, int depth) =>
        node.Kind == ExplanationKind.Search && node.Children.Count == 0
            ? []
            : node.Children.SelectMany(child => Lines(child, depth + 1)).Prepend($"{new string(' ', depth * 2)}{node.Text}\n");
}
