using System.Text;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup.Tables;

/// <summary>The facts of upstream's dict_utf8 test for lookups, and what it leaves out.</summary>
public sealed class Utf8TableTests : IDisposable
{
    private static readonly byte[] NotUtf8 = [0x80, 0x80, 0x80];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Other_keys_are_told_of_and_not_found()
    {
        var options = AskTable.Options();
        using var table = LookupTypes.Open("static:x", options);
        Assert.False(table.TryFind(NotUtf8, out _));
        Assert.Equal(["static:x: non-UTF-8 key \"\u0080\u0080\u0080\": malformed UTF-8 or invalid codepoint"], AskTable.Words(options));
        Assert.Equal(Severity.Warning, ((DiagnosticList)options.Warnings)[0].Severity);
        Assert.Equal("x", AskTable.Find(table, "\u0394\u03B7\u03BC\u03BF\u03C3\u03B8\u03AD\u03BD\u03BF\u03C5\u03C2.example.com"));
    }

    [Fact]
    public void The_outer_table_speaks_for_those_inside()
    {
        var options = AskTable.Options();
        using var table = LookupTypes.Open("unionmap:{static:x,static:y}", options);
        Assert.False(table.TryFind(NotUtf8, out _));
        Assert.Equal(
            ["unionmap:{static:x,static:y}: non-UTF-8 key \"\u0080\u0080\u0080\": malformed UTF-8 or invalid codepoint"], AskTable.Words(options));
    }

    [Fact]
    public void A_value_that_is_not_utf8_is_an_error()
    {
        var map = Map();
        var options = AskTable.Options();
        using var table = LookupTypes.Open($"unionmap:{{hash:{map}}}", options);
        var refusal = Assert.Throws<LookupException>(() => table.TryFind("K"u8, out _));
        Assert.Equal($"table unionmap:{{hash:{map}}}: query error", refusal.Message);
        Assert.Equal([$"hash:{map}.db: key \"k\": non-UTF-8 value \"\u00FF\": malformed UTF-8 or invalid codepoint"], AskTable.Words(options));
    }

    [Fact]
    public void The_key_is_shown_as_it_was_asked()
    {
        var map = Map();
        var options = AskTable.Options();
        using var table = LookupTypes.Open($"hash:{map}", options);
        Assert.Throws<LookupException>(() => table.TryFind("K"u8, out _));
        Assert.Equal([$"hash:{map}.db: key \"K\": non-UTF-8 value \"\u00FF\": malformed UTF-8 or invalid codepoint"], AskTable.Words(options));
    }

    [Fact]
    public void Out_of_utf8_mode_nothing_is_checked_or_listed_records_ever()
    {
        var map = Map();
        var options = AskTable.Options() with { Utf8 = false, Folding = KeyFolding.Ascii };
        using var table = LookupTypes.Open($"hash:{map}", options);
        Assert.True(table.TryFind("K"u8, out var value));
        Assert.Equal([0xFF], value.ToArray());
        Assert.False(table.TryFind(NotUtf8, out _));
        Assert.Empty(AskTable.Words(options));
        var listing = AskTable.Options();
        Assert.Single(AskTable.List($"hash:{map}", listing));
        Assert.Empty(AskTable.Words(listing));
    }

    [Fact]
    public void Names_in_messages_are_their_bytes() =>
        Assert.Equal("unsupported dictionary type: \u00C3\u00A9", AskTable.Refusal("\u00E9:x"));

    private string Map()
    {
        var writer = new MapWriter(_folder.File("map.db"), MapType.Hash);
        writer.AddStored("k\0"u8.ToArray(), Encoding.Latin1.GetBytes("\u00FF\0"));
        writer.Complete();
        return _folder.File("map");
    }
}
