using System.Globalization;
using System.Runtime.Versioning;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// "Client submission and STARTTLS", the page MapKit grew from: root's mail leaves through the provider's submission server, by the tables
/// transport, generic, sasl_passwd and aliases. It is the same wherever Postfix has the tables.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class SeedScenario
{
    /// <summary>The tables.</summary>
    public static readonly string[] Tables = ["transport", "generic", "sasl_passwd", "aliases"];

    private const string SeedRelay = "relay.provider.example:587";
    /// <summary>Whose mail the provider takes.</summary>
    public const string Provided = "pdupont@provider.example";
    private const string User = "fg12345678@provider.example";
    private const string Password = "unknownpassword";
    private const string Elsewhere = "someone@elsewhere.example";
    private const string NoRoute = "no route but those of the transport table";

    /// <summary>A submission server of the provider.</summary>
    public static SubmissionServer StartServer(string mechanisms) => new(mechanisms, User, Password);

    /// <summary>The lines of main.cf.</summary>
    /// <param name="tableOf">The table of a name, with its type.</param>
    public static string Settings(Func<string, string> tableOf) => $"""
        myhostname = mail.example.com
        myorigin = mail.example.com
        mydestination = mail.example.com, localhost
        mynetworks = 127.0.0.0/8
        smtp_sasl_security_options = noanonymous
        smtp_sasl_auth_enable = yes
        smtp_tls_security_level = encrypt
        smtp_sasl_mechanism_filter = PLAIN, LOGIN
        smtp_tls_wrappermode = no
        smtp_sasl_password_maps = {tableOf("sasl_passwd")}
        transport_maps = {tableOf("transport")}
        smtp_generic_maps = {tableOf("generic")}
        alias_maps = {tableOf("aliases")}
        default_transport = error:5.7.1 {NoRoute}
        """;

    /// <summary>The text of a table, with the test's server in place of the provider's and a local alias added.</summary>
    /// <param name="name">The table.</param>
    /// <param name="port">The port of the server.</param>
    /// <param name="inbox">The file of the alias.</param>
    public static string Source(string name, int port, string inbox)
    {
        var relay = string.Create(CultureInfo.InvariantCulture, $"[127.0.0.1]:{port}");
        var source = File.ReadAllText(RepositoryFiles.Path("testdata", "seed", name)).Replace(SeedRelay, relay, StringComparison.Ordinal);
        return name == "aliases" ? source + $"\ninbox: {inbox}\n" : source;
    }

    /// <summary>All mail goes where it should.</summary>
    public static void Run(PostfixInstance postfix, SubmissionServer server, string inbox)
    {
        Mail_to_root_and_to_the_provider_leaves(postfix, server);
        Mail_to_a_local_alias_arrives(postfix, inbox);
        Mail_without_a_route_does_not_leave(postfix, server);
    }

    /// <summary>Mail to root and to the provider's user leaves through the provider.</summary>
    public static void Mail_to_root_and_to_the_provider_leaves(PostfixInstance postfix, SubmissionServer server)
    {
        foreach (var recipient in (string[])["root", Provided])
        {
            var before = server.Messages.Count;
            postfix.Send(recipient, $"To {recipient}", $"Written by root to {recipient}.");
            PostfixInstance.WaitUntil(() => server.Messages.Count > before, $"the mail to {recipient} has left");

            var message = server.Messages[before];
            AssertSubmitted(message, server);
            Assert.Equal(Provided, message.Sender);
            Assert.Equal($"root <{Provided}>", message.Header("From"));
            // Also where root was written to: generic rewrites the recipient's header as well.
            Assert.Equal(Provided, message.Header("To"));
            Assert.Equal($"To {recipient}", message.Header("Subject"));
            Assert.Equal([$"Written by root to {recipient}."], message.Body);
        }
    }

    private static void Mail_to_a_local_alias_arrives(PostfixInstance postfix, string inbox)
    {
        postfix.Send("inbox", "To the alias", "Written by root to a local alias.");
        PostfixInstance.WaitUntil(
            () => File.ReadAllText(inbox).Contains("\nWritten by root to a local alias.\n", StringComparison.Ordinal),
            "the alias has mail");
        Assert.Contains("\nX-Original-To: inbox\n", File.ReadAllText(inbox));
    }

    private static void Mail_without_a_route_does_not_leave(PostfixInstance postfix, SubmissionServer server)
    {
        var before = server.Messages.Count;
        postfix.Send(Elsewhere, "To elsewhere", "Written by root to an address without a route.");

        // Root gets a mail about it, which leaves as all mail to root does; once it has, nothing else can leave.
        PostfixInstance.WaitUntil(() => server.Messages.Count > before, "root gets a mail about what cannot be sent");
        PostfixInstance.WaitUntil(() => QueueIsEmpty(postfix.Log), "the queue is empty");
        Assert.Equal(before + 1, server.Messages.Count);
        var notice = server.Messages[before];
        AssertSubmitted(notice, server);
        Assert.Equal("", notice.Sender);
        Assert.Contains(notice.Lines, line => line.StartsWith($"<{Elsewhere}>: {NoRoute}", StringComparison.Ordinal));
        Assert.Contains($"to=<{Elsewhere}>, relay=none", postfix.Log);
    }

    private static void AssertSubmitted(RecordedMessage message, SubmissionServer server)
    {
        Assert.True(message.IsEncrypted);
        Assert.Contains(message.Mechanism, server.Mechanisms.Split(' '));
        Assert.Equal((User, Password), (message.User, message.Password));
        Assert.Equal([Provided], message.Recipients);
    }

    /// <summary>Whether every message that entered the queue has left it.</summary>
    private static bool QueueIsEmpty(string log)
    {
        var lines = log.Split('\n');
        var entered = lines.Count(line => line.Contains("/cleanup[", StringComparison.Ordinal) && line.Contains(": message-id=<"));
        return entered > 0 && lines.Count(line => line.EndsWith(": removed", StringComparison.Ordinal)) == entered;
    }
}
