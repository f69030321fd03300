using System.Text;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Lookup.Patterns;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup.Patterns;

/// <summary>What a table says when it is opened and asked: warnings, then an answer to each key, a line each; one character a byte.</summary>
internal static class PatternQuery
{
    /// <summary>Asks a table whose rules are given as the lines of a file called NAME.</summary>
    public static string File(string type, string rules, params string[] keys)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("rules", Encoding.Latin1.GetBytes(rules));
        return Name(type, path, new LookupOptions { Warnings = new DiagnosticList() }, keys).Replace(path, "NAME", StringComparison.Ordinal);
    }

    /// <summary>Asks a table by its name.</summary>
    public static string Name(string type, string name, params string[] keys) =>
        Name(type, name, new LookupOptions { Warnings = new DiagnosticList() }, keys);

    public static string Name(string type, string name, LookupOptions options, params string[] keys)
    {
        var warnings = new DiagnosticList();
        var text = new StringBuilder();
        using var table = Open(type, name, options with { Warnings = warnings });
        foreach (var key in keys)
        {
            var before = warnings.Count;
            var found = table.TryFind(Encoding.Latin1.GetBytes(key), out var value);
            if (key == keys[0]) before = 0;
            Append(text, warnings.Skip(before));
            text.Append(found ? $"{key}={Encoding.Latin1.GetString(value.Span)}\n" : $"{key}: not found\n");
        }

        if (keys.Length == 0) Append(text, warnings);
        return text.ToString();
    }

    public static LookupTable Open(string type, string name, LookupOptions options) => type switch
    {
        "regexp" => ExpressionTable.OpenRegexp(name, options with { Regexp = Engines.Regexp }),
        "pcre" => ExpressionTable.OpenPcre(name, options with { Pcre = Engines.Pcre }),
        _ => CidrTable.OpenCidr(name, options),
    };

    private static void Append(StringBuilder text, IEnumerable<Diagnostic> warnings)
    {
        foreach (var warning in warnings) text.Append(warning.PostfixText ?? $"(Postfix is silent: {warning.Rule.Code})").Append('\n');
    }
}
