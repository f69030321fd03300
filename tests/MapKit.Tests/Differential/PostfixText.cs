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
        where diagnostic.PostfixText is not null && diagnostic.Rule != Rules.NulByte // only from 3.12 on (section 9)
        select $"{tool}: warning: {Printable(Prefix(diagnostic.Rule, type, path) + As37(diagnostic.PostfixText!), utf8)}";

    private static string As37(string text) => text.Replace("name must be local and have no domain", "name must be local", StringComparison.Ordinal);

    /// <summary>A duplicate is reported under the map's name, which each type forms in its way (postfix-tables 2.5).</summary>
    private static string Prefix(DiagnosticRule rule, MapType type, string path) => rule != Rules.DuplicateKey ? "" : type switch
    {
        MapType.Lmdb => $"lmdb:{path}: ",
        MapType.Cdb => $"{path}: ",
        _ => $"{path}.db: ",
    };

    /// <summary>What msg_output makes of bytes that do not print: a question mark (postfix-tables 2.3).</summary>
    private static string Printable(string latin1, bool utf8)
    {
        var bytes = Encoding.Latin1.GetBytes(latin1);
        var result = new StringBuilder();
        for (var i = 0; i < bytes.Length;)
        {
            var ok = Rune.DecodeFromUtf8(bytes.AsSpan(i), out _, out var length) == System.Buffers.OperationStatus.Done && length > 1;
            if (ok && utf8)
            {
                result.Append(Encoding.Latin1.GetString(bytes, i, length));
                i += length;
                continue;
            }

            result.Append(bytes[i] is >= 0x20 and < 0x7f ? (char)bytes[i] : '?');
            i++;
        }

        return result.ToString();
    }
}
