using System.Text;
using MapKit.Diagnostics;
using MapKit.Maps;

namespace MapKit.Tests.Differential;

/// <summary>Turns our findings into the lines that postmap 3.7.11 prints for them.</summary>
internal static class PostfixText
{
    /// <summary>The lines, in order; findings on which 3.7 is silent give none.</summary>
    public static IEnumerable<string> Of(IEnumerable<Diagnostic> diagnostics, string tool, MapType type, string path, bool utf8) =>
        from diagnostic in diagnostics
        where diagnostic.PostfixText is not null && diagnostic.Rule != Rules.NulByte // only from 3.12 on (docs/formats/versions.md#differences)
        select $"{tool}: warning: {Printable(Prefix(diagnostic.Rule, type, path) + As37(diagnostic.PostfixText!), utf8)}";

    private static string As37(string text) => text.Replace("name must be local and have no domain", "name must be local", StringComparison.Ordinal);

    /// <summary>A duplicate is reported under the map's name, which each type forms in its way (docs/formats/postmap-command.md#duplicate-keys).</summary>
    private static string Prefix(DiagnosticRule rule, MapType type, string path) => rule != Rules.DuplicateKey ? "" : type switch
    {
        MapType.Lmdb => $"lmdb:{path}: ",
        MapType.Cdb => $"{path}: ",
        _ => $"{path}.db: ",
    };

    /// <summary>
    /// Listed difference: of a line that a NUL cuts to nothing, 3.7 says that it is not UTF-8, because its check calls an
    /// empty string invalid; 3.12 treats it as the empty line that it is, and so do we.
    /// </summary>
    public static string WithoutEmptyLines(string peerWarnings, string tool) => System.Text.RegularExpressions.Regex.Replace(
        peerWarnings,
        "(.*line [0-9]+: )non-UTF-8 input \"\" -- ignoring this line\n",
        tool == "postalias" ? "" : "$1expected format: key whitespace value\n");

    /// <summary>
    /// What 3.7's msg_output makes of bytes that do not print: a question mark
    /// (docs/formats/folding.md#unprintable-bytes-in-messages). In UTF-8 mode it lets any lead byte pass that has continuation
    /// bytes behind it; 3.12 looks closer.
    /// </summary>
    public static string Printable(string latin1, bool utf8)
    {
        var result = new StringBuilder(latin1.Length);
        for (var i = 0; i < latin1.Length; i++)
        {
            var current = latin1[i];
            if (current is >= ' ' and < '\x7f')
            {
                result.Append(current);
            }
            else if (utf8 && current is >= '\xC2' and <= '\xFE' && IsContinuation(latin1, i + 1))
            {
                result.Append(current);
                while (IsContinuation(latin1, i + 1)) result.Append(latin1[++i]);
            }
            else
            {
                result.Append('?');
            }
        }

        return result.ToString();
    }

    private static bool IsContinuation(string latin1, int index) => index < latin1.Length && latin1[index] is >= '\x80' and < '\xC0';
}
