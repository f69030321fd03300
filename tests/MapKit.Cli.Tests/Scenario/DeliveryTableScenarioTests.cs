using System.Runtime.Versioning;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>What the rules say of tables of mailboxes, copies, commands and transports of users, asked of virtual(8), cleanup(8) and local(8).</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DeliveryTableScenarioTests(ITestOutputHelper output)
{
    /// <summary>A format, a value for a recipient, what Postfix logs, and the rule that reports the value; no rule if it is correct.</summary>
    private static readonly (string Format, string Value, string Logged, string Code)[] Cases =
    [
        ("virtual_mailbox", "0/", "status=sent (delivered to maildir)", ""),
        ("virtual_mailbox", "1", "status=sent (delivered to mailbox)", ""),
        ("virtual_uid", "5000", "status=sent", ""),
        ("virtual_uid", "vmail", "bad uid vmail in virtual_uid_maps", "MK2940"),
        ("virtual_uid", "99", "bad uid 99 in virtual_uid_maps", "MK2940"),
        ("virtual_uid", "\"5000\"", "bad uid \"5000\" in virtual_uid_maps", "MK2940"),
        ("virtual_uid", "5000:5000", "status=sent", "MK2941"), // refused by later versions
        ("virtual_gid", "0", "bad gid 0 in virtual_gid_maps", "MK2940"),
        ("virtual_gid", "mail", "bad gid mail in virtual_gid_maps", "MK2940"),
        ("bcc", "archive@copy.example", "to=<archive@copy.example>", ""),
        ("bcc", "a@copy.example, b@copy.example", "to=<\"a@copy.example, b\"@copy.example>", "MK2945"),
        ("bcc", "|/bin/cat", "unknown user: \"|/bin/cat\"", "MK2945"),
        ("bcc", "@copy.example", "to=<\"\"@copy.example>", "MK2945"),
        ("user_command", "/bin/cat >/dev/null", "delivered to command: /bin/cat", ""),
        ("user_command", "|/bin/cat", "Syntax error: \"|\" unexpected", "MK2947"),
        ("user_command", "\"|/bin/cat\"", "Command died with status 127", "MK2947"),
        ("user_transport", "error", "relay=none", ""),
        ("user_transport", ":x", "missing transport name in \":x\"", "MK2702"),
    ];

    /// <summary>Users of every Debian system, for the commands and transports.</summary>
    private static readonly string[] Users = ["daemon", "bin", "sys", "games", "man", "news"];

    [RootFact("postfix")]
    public void Postfix_does_what_the_rules_say()
    {
        using var postfix = new PostfixInstance();
        try
        {
            Configure(postfix);
            postfix.Start();
            for (var index = 0; index < Cases.Length; index++) postfix.Send(Recipient(index), "test", "text");
            foreach (var (_, _, logged, _) in Cases) PostfixInstance.WaitUntil(() => postfix.Log.Contains(logged, StringComparison.Ordinal), $"the log has {logged}");
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }

    [Fact]
    public void The_rules_say_what_Postfix_does()
    {
        foreach (var (format, value, _, code) in Cases)
        {
            var key = format.StartsWith("user_", StringComparison.Ordinal) ? "daemon" : "joe@example.org";
            Assert.Equal((value, code), (value, string.Join(' ', TableFormat.ByName(format)!.Check(key, value).Select(problem => problem.Rule.Code))));
        }
    }

    private static void Configure(PostfixInstance postfix)
    {
        foreach (var format in Cases.Select(row => row.Format).Distinct())
        {
            var lines = Cases.Select((row, index) => (row, index)).Where(entry => entry.row.Format == format).Select(entry => $"{KeyOf(entry.index)} {entry.row.Value}\n");
            var rest = format switch { "virtual_mailbox" => "@example.org x/\n", "virtual_uid" or "virtual_gid" => "@example.org 5000\n", _ => "" };
            File.SetUnixFileMode(postfix.WriteTable(format, string.Concat(lines) + rest), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        var mailboxes = Directory.CreateDirectory(Path.Combine(postfix.ConfigurationFolder, "mailboxes")).FullName;
        File.SetUnixFileMode(mailboxes, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        var folder = postfix.ConfigurationFolder;
        postfix.Configure(
            $"""
            myhostname = mail.example.com
            mydestination = mail.example.com
            alias_maps =
            local_recipient_maps =
            defer_transports = smtp
            virtual_mailbox_domains = example.org
            virtual_mailbox_base = {mailboxes}
            virtual_mailbox_maps = texthash:{folder}/virtual_mailbox
            virtual_uid_maps = texthash:{folder}/virtual_uid
            virtual_gid_maps = texthash:{folder}/virtual_gid
            recipient_bcc_maps = texthash:{folder}/bcc
            mailbox_command_maps = texthash:{folder}/user_command
            mailbox_transport_maps = texthash:{folder}/user_transport
            """,
            "virtual unix - n n - - virtual");
    }

    private static string Recipient(int index) => IsOfUser(index) ? $"{KeyOf(index)}@mail.example.com" : KeyOf(index);

    private static string KeyOf(int index) =>
        IsOfUser(index) ? Users[index - Array.FindIndex(Cases, row => row.Format.StartsWith("user_", StringComparison.Ordinal))] : $"case{index}@example.org";

    private static bool IsOfUser(int index) => Cases[index].Format.StartsWith("user_", StringComparison.Ordinal);
}
