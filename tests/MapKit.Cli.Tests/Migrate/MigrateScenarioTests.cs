using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using MapKit.Cli.Tests.Scenario;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Migrate;

/// <summary>
/// A running Postfix with hash: and btree: everywhere, migrated and reloaded while it runs: the same mail goes to the same places, and no process
/// opens a .db file. After the rollback every file is as before, and the mail still goes to the same places.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class MigrateScenarioTests(ITestOutputHelper output)
{
    private static readonly string[] Recipients = ["root", "list", "virtual@v.example", "behind@v.example", "moved@v.example", "class@c.example", "any@routed.example", "nested@v.example", "lost@l.example", "nobody-here"];

    [RootFact("postmap", "postfix", "strace")]
    public void A_running_Postfix_delivers_the_same_mail_to_the_same_places()
    {
        using var postfix = new PostfixInstance();
        using var second = new PostfixInstance();
        var inbox = postfix.CreateMailFile();
        Configure(postfix, second, inbox);
        MakeMaps(postfix.ConfigurationFolder, second.ConfigurationFolder);
        var before = Snapshot(postfix.ConfigurationFolder) + Snapshot(second.ConfigurationFolder);
        try
        {
            postfix.Start();
            second.Start();
            var delivered = Deliver(postfix) + Deliver(second);
            var run = CommandRun.Of("migrate", "-c", postfix.ConfigurationFolder, "--apply", "--reload", "--prefer", "map");
            output.WriteLine(run.Output + run.Error);
            Assert.Equal((0, ""), (run.Status, run.Error));
            Assert.Contains("postfix check: the same as before", run.Output);
            WaitForReload(postfix);
            WaitForReload(second);

            Assert.Equal(delivered, Deliver(postfix) + Deliver(second));
            Assert.Equal([], OpenMaps(postfix).Concat(OpenMaps(second)));
            Assert.DoesNotContain("warning:", postfix.Log[postfix.Log.LastIndexOf("reload", StringComparison.Ordinal)..]);

            Assert.Equal(0, CommandRun.Of("migrate", "-c", postfix.ConfigurationFolder, "--rollback", "--reload").Status);
            Assert.Equal(before, Snapshot(postfix.ConfigurationFolder) + Snapshot(second.ConfigurationFolder));
            WaitForReload(postfix);
            Assert.Equal(delivered, Deliver(postfix) + Deliver(second));
        }
        finally
        {
            output.WriteLine(postfix.Log);
        }
    }

    private static void Configure(PostfixInstance postfix, PostfixInstance second, string inbox)
    {
        var folder = postfix.ConfigurationFolder;
        postfix.WriteTable("aliases", $"root: {inbox}\nlist: root, joe\njoe: {inbox}\n");
        postfix.WriteTable("virtual", "virtual@v.example  root\nnested@v.example  joe\n");
        postfix.WriteTable("virtual2", "moved@v.example  list\n");
        postfix.WriteTable("nested", "c.example  x\n");
        postfix.WriteTable("relays", "c.example  x\n");
        postfix.WriteTable("transport", "routed.example  discard:by the table\nc.example  discard:by the class\n");
        postfix.WriteTable("own", "l.example  discard:by the service\n");
        postfix.WriteTable("lost", "lost@l.example  joe\n");
        postfix.WriteTable("strict", "c.example  OK\n");
        postfix.WriteTable("recipients", "v.example  DUNNO\n");
        foreach (var name in new[] { "aliases", "virtual", "virtual2", "nested", "relays", "transport", "own", "lost", "strict", "recipients" })
            File.SetUnixFileMode(Path.Combine(folder, name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        postfix.Configure(
            $$$"""
            multi_instance_directories = {{{second.ConfigurationFolder}}}
            indexed = hash:$config_directory/
            kind = btree
            mydestination = localhost, $myhostname
            myhostname = mail.example.org
            alias_maps = ${indexed}aliases
            alias_database = ${indexed}aliases
            local_recipient_maps =
            virtual_alias_domains = v.example, l.example
            virtual_alias_maps = ${indexed}virtual, unionmap:{ hash:{{{folder}}}/virtual2, pipemap:{btree:{{{folder}}}/nested, inline:{x=y}} }, proxy:hash:{{{folder}}}/lost
            transport_maps = $kind:{{{folder}}}/transport
            relay_domains = hash:{{{folder}}}/relays
            smtpd_restriction_classes = strict
            strict = check_recipient_access hash:{{{folder}}}/strict, reject
            smtpd_recipient_restrictions = permit_mynetworks, check_recipient_access { hash:{{{folder}}}/recipients, search_order = { key } }, reject_unverified_recipient, strict
            smtp_tls_session_cache_database = btree:$data_directory/smtp_scache
            address_verify_map = btree:$data_directory/verify_cache
            """,
            "discard unix - - n - - discard",
            "virtual unix - n n - - virtual",
            "proxymap unix - - n - - proxymap",
            "verify unix - - n - 1 verify",
            $"extra unix - - n - - trivial-rewrite -o transport_maps=hash:{folder}/own -o {{ relay_domains = btree:{folder}/nested }}");
        second.WriteTable("aliases", $"root: {inbox}\n");
        second.WriteTable("transport", "routed.example  discard:by the second\n");
        foreach (var name in new[] { "aliases", "transport" })
            File.SetUnixFileMode(Path.Combine(second.ConfigurationFolder, name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        second.Configure(
            $"""
            multi_instance_name = postfix-second
            multi_instance_enable = yes
            mydestination = localhost
            myhostname = second.example.org
            alias_maps = hash:{second.ConfigurationFolder}/aliases
            alias_database =
            local_recipient_maps =
            transport_maps = btree:{second.ConfigurationFolder}/transport
            default_transport = error:nothing else
            """,
            "discard unix - - n - - discard");
        File.AppendAllText(Path.Combine(folder, "main.cf"), "default_transport = error:nothing else\n");
    }

    private static void MakeMaps(string folder, string second)
    {
        foreach (var (tool, type, name, configuration) in new[]
        {
            ("postalias", "hash", "aliases", folder), ("postmap", "hash", "virtual", folder), ("postmap", "hash", "virtual2", folder), ("postmap", "btree", "nested", folder),
            ("postmap", "hash", "relays", folder), ("postmap", "btree", "transport", folder), ("postmap", "hash", "own", folder), ("postmap", "hash", "lost", folder), ("postmap", "hash", "strict", folder), ("postmap", "hash", "recipients", folder),
            ("postalias", "hash", "aliases", second), ("postmap", "btree", "transport", second),
        })
        {
            var result = Tool.Run(tool, "-c", configuration, $"{type}:{configuration}/{name}");
            Assert.True(result.ExitCode == 0, result.Error);
        }

        // One map without its source, and one that was edited behind its source.
        File.Delete(Path.Combine(folder, "lost"));
        Assert.Equal(0, Tool.Run("postmap", ["-c", folder, "-i", $"hash:{folder}/virtual"], "behind@v.example  joe\n"u8.ToArray(), null).ExitCode);
    }

    /// <summary>What becomes of a message to each recipient, as the log says.</summary>
    private static string Deliver(PostfixInstance postfix)
    {
        var start = postfix.Log.Length;
        foreach (var recipient in Recipients) postfix.Send(recipient, "Subject", "Text");

        // Bounces are delivered to root.
        PostfixInstance.WaitUntil(() => postfix.QueueIsEmpty && Regex.Count(postfix.Log[start..], ": removed") >= Recipients.Length && postfix.QueueIsEmpty, "all mail is delivered");
        Thread.Sleep(500);
        return string.Join('\n', Delivery().Matches(postfix.Log[start..]).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}").Distinct().Order(StringComparer.Ordinal));
    }

    private static void WaitForReload(PostfixInstance postfix) => PostfixInstance.WaitUntil(() => postfix.Log.TrimEnd().Split('\n').Any(line => line.Contains("reload -- ", StringComparison.Ordinal)), "Postfix is reloaded");

    /// <summary>The .db files that the processes of a mail system have open.</summary>
    private static string[] OpenMaps(PostfixInstance postfix)
    {
        var folder = Path.GetDirectoryName(postfix.ConfigurationFolder)!;
        return [.. Directory.GetDirectories("/proc").Where(process => int.TryParse(Path.GetFileName(process), out _)).SelectMany(FilesOf).Where(file => file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".db", StringComparison.Ordinal))];
    }

    private static IEnumerable<string> FilesOf(string process)
    {
        try
        {
            return [.. Directory.GetFileSystemEntries(Path.Combine(process, "fd")).Select(descriptor => new FileInfo(descriptor).LinkTarget).OfType<string>()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Snapshot(string folder) => string.Concat(Directory.GetFiles(folder).Order(StringComparer.Ordinal)
        .Select(path => Tool.Run("stat", "-c", "%n %a %u:%g %y %s", path).Output + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))) + "\n"));

    /// <summary>The recipient, and what was done: not the times.</summary>
    [GeneratedRegex("to=<([^>]*)>,.* relay=[^,]*, .* status=([a-z]+ .*)$", RegexOptions.Multiline)]
    private static partial Regex Delivery();
}
