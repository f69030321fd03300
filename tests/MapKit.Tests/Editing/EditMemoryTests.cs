using System.Text;
using MapKit.Diagnostics;
using MapKit.Editing;
using MapKit.Operations.Compile;
using MapKit.Operations.Diff;
using MapKit.Tables;

namespace MapKit.Tests.Editing;

/// <summary>What an edit and a comparison allocate, as a multiple of the source: a table may be as large as the memory of a small container allows.</summary>
public class EditMemoryTests
{
    private static readonly byte[] Source = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Range(0, 50_000).Select(number => $"host{number}.example.com  smtp:[relay{number % 1000}.example.net]:25\n")));

    [Fact]
    public void A_changed_value_takes_less_than_four_times_the_source() => AssertMultiple(4, () => Edit(document => document.Set("host77.example.com"u8, "x:"u8)));

    [Fact]
    public void A_new_entry_takes_less_than_four_times_the_source() => AssertMultiple(4, () => Edit(document => document.Set("new.example.com"u8, "x:"u8)));

    [Fact]
    public void A_new_layout_takes_less_than_five_times_the_source() => AssertMultiple(5, () => Edit(document => document.AlignColumns()));

    [Fact]
    public void Records_to_compare_are_held_once() => AssertMultiple(3.5, () =>
    {
        using var stream = new MemoryStream(Source);
        TableContents.OfSource(stream, "t", new CompileOptions { Format = TableFormat.Transport }, new DiagnosticList(), rawAs: null);
    });

    private static void Edit(Action<TableDocument> edit) => edit(new TableDocument(Source.AsSpan(), new DocumentOptions()));

    private static void AssertMultiple(double most, Action work)
    {
        work();
        var own = GC.GetAllocatedBytesForCurrentThread();
        work();
        own = GC.GetAllocatedBytesForCurrentThread() - own;
        Assert.True(own <= most * Source.Length, $"{(double)own / Source.Length:F1} times the source");
    }
}
