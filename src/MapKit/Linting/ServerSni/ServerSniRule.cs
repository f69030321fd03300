using System.Text;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Entries;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.ServerSni;

namespace MapKit.Linting.ServerSni;

/// <summary>
/// The files of <c>tls_server_sni_maps</c>: that they exist, and that each key is followed by its certificate
/// (docs/formats/table-formats.md#server-names). Nothing of their content is shown.
/// </summary>
internal sealed class ServerSniRule(LintContext context) : IEntryRule
{
    private const int LargestFile = 1 << 20;

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new LintRule<IEntryRule>(
        context => new ServerSniRule(context),
        new RuleScope(TableFormat.ServerSni) { WhenCompiling = false, LooksOutside = true },
        Rules.MissingKeyFile, Rules.KeyNotFirst, Rules.KeyMismatch, Rules.IncompleteKeyChain, Rules.ExpiredCertificate);

    /// <inheritdoc/>
    public void See(in Entry entry)
    {
        if (entry.Value.Length > TableFormat.LongestExplained) return;
        var value = ByteText.FromBytes(entry.Value);
        var places = new List<SourcePlace>();
        var contents = new List<string?>();
        var start = 0;
        foreach (var name in ServerSniEntry.FilesIn(value))
        {
            start = value.IndexOf(name, start, StringComparison.Ordinal);
            var place = entry.PlaceInValue(start, name.Length);
            start += name.Length;
            places.Add(place);
            if (!TryRead(ByteText.ToText(name), place, out var content)) return;
            contents.Add(content);
        }

        // Without the content of a file, nothing is known of the order.
        if (contents.Count == 0 || contents.Contains(null)) return;
        var chain = new KeyChain((rule, file, message, help) => context.Report(rule, places[file], message, help), DateTimeOffset.UtcNow);
        for (var file = 0; file < contents.Count; file++)
        {
            foreach (var pem in PemObject.ReadAll(contents[file]!)) chain.See(pem, file);
        }

        chain.End();
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">Where it is named.</param>
    /// <param name="content">The content; null if this process may not read it, or if it has an encrypted key, of which nothing is known.</param>
    /// <returns>False if there is no such file.</returns>
    private bool TryRead(string path, SourcePlace place, out string? content)
    {
        content = null;
        try
        {
            if (!FilePresence.FileExists(path))
            {
                context.Report(
                    Rules.MissingKeyFile,
                    place,
                    FilePresence.FolderExists(path) ? "this is a folder; postmap -F reports it and ignores the entry" : "there is no such file; postmap -F reports it and ignores the entry",
                    "create the file, or correct its name");
                return false;
            }

            if (FilePresence.Find(path) is not { Length: <= LargestFile }) return true;
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(FileRoot.PathOf(path)));
            if (!text.Contains("ENCRYPTED", StringComparison.Ordinal)) content = text;
            return true;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // Only root can usually read keys: the rest of the table is still checked.
            return true;
        }
    }
}
