using System.Text;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Tables;

namespace MapKit.Tests.Tables;

/// <summary>A line of twice the length costs twice as much: steps are counted and allocations measured, so that no clock is needed.</summary>
public class LongLineCostTests
{
    private const int Pieces = 1000;

    /// <summary>Room for what doubles its size when it is full.</summary>
    private const double Most = 2.6;

    public static TheoryData<string> Formats =>
    [
        .. new[] { "transport", "generic", "sasl_passwd", "aliases", "virtual", "canonical", "relocated", "access", "sender_relay", "sender_transport", "plain" },
    ];

    private static readonly string[] Tokens =
    [
        "a b ", "@a,", "smtp:[a],", "[1.2.3.4]", "/^a$/ ", "a,,", "|a,", "(", ")", "\"", "\\", "[", "<", ">", "<a>", ",", ";", ":", ".", "{", "}", "# ", "1.", "é ", "!a,",
        "\"a\" ", ":include:a ", "~b ", "a@b@c,", "permit, ", "x:[y]:z,", "a:b ", "%a", "$a ", "*@", "/a/", "=", "\u00ff\u00fe",
    ];

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [MemberData(nameof(Formats))]
    public void A_value_of_twice_the_length_costs_twice_the_steps(string format)
    {
        foreach (var token in Tokens) AssertLinear(format, count => $"{KeyOf(format)}{Repeat(token, count)}\n", token);
        foreach (var token in Tokens) AssertLinear(format, count => $"{KeyOf(format)}x{Repeat($"{token}\n ", count)}\n", token);
    }

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [MemberData(nameof(Formats))]
    public void A_key_of_twice_the_length_costs_twice_the_steps(string format)
    {
        foreach (var token in Tokens) AssertLinear(format, count => $"{Repeat(token, count)}{(format == "aliases" ? ":" : "")} x\n", token);
    }

    private static string KeyOf(string format) => format == "aliases" ? "joe: " : "joe@example.com ";

    private static string Repeat(string token, int count) => string.Concat(Enumerable.Repeat(token, count));

    private static void AssertLinear(string format, Func<int, string> line, string token)
    {
        var (once, twice) = (CostOf(format, line(Pieces)), CostOf(format, line(2 * Pieces)));
        Assert.True(twice.Decoded <= Most * once.Decoded + Pieces, $"{format} '{token}': {once.Decoded} bytes decoded, then {twice.Decoded}");
        Assert.True(twice.Allocated <= Most * once.Allocated + (100 * Pieces), $"{format} '{token}': {once.Allocated} bytes allocated, then {twice.Allocated}");
    }

    private static (long Decoded, long Allocated) CostOf(string name, string source)
    {
        var format = TableFormat.ByName(name)!;
        var findings = new DiagnosticList();
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(source));
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var reader = new EntryReader(stream, "t", new EntryReaderOptions { Syntax = format.Syntax, Utf8 = false }, findings);
        while (reader.Read(out var entry))
        {
            foreach (var problem in format.Check(Encoding.Latin1.GetString(entry.Key), Encoding.Latin1.GetString(entry.Value))) findings.Report(problem.In(entry, "t"));
        }

        return (reader.BytesDecoded, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
