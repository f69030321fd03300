using System.Text;
using MapKit.Diagnostics;
using MapKit.Lookup;

namespace MapKit.Tests.Lookup;

/// <summary>Opens tables and asks them; text is UTF-8.</summary>
internal static class AskTable
{
    /// <summary>Options of the newest Postfix that keep the warnings.</summary>
    public static LookupOptions Options() => new() { Warnings = new DiagnosticList() };

    /// <summary>The answer to a key, or null.</summary>
    public static string? Find(string specification, string key, LookupOptions? options = null)
    {
        using var table = LookupTypes.Open(specification, options ?? Options());
        return Find(table, key);
    }

    /// <summary>The answer to a key, or null.</summary>
    public static string? Find(LookupTable table, string key) =>
        table.TryFind(Encoding.UTF8.GetBytes(key), out var value) ? Encoding.UTF8.GetString(value.Span) : null;

    /// <summary>The failure to open or ask a table.</summary>
    public static string Refusal(string specification, LookupOptions? options = null) =>
        Assert.Throws<LookupException>(() => Find(specification, "k", options)).Message;

    /// <summary>Every record as <c>key=value</c>.</summary>
    public static string[] List(string specification, LookupOptions? options = null)
    {
        using var table = LookupTypes.Open(specification, options ?? Options());
        return [.. table.Records.Select(record => $"{Encoding.UTF8.GetString(record.Key.Span)}={Encoding.UTF8.GetString(record.Value.Span)}")];
    }

    /// <summary>Postfix's words for the warnings so far.</summary>
    public static string[] Words(LookupOptions options) =>
        [.. ((DiagnosticList)options.Warnings).Select(item => item.PostfixText ?? "(nothing)")];
}
