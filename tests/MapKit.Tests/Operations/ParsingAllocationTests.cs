using System.Runtime.CompilerServices;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Tests.Operations;

/// <summary>Ordinary lines cost the room of their records and nothing else.</summary>
public sealed class ParsingAllocationTests
{
    private const int Lines = 1_000_000;

    // What threads that collect at the same time may add to the counter; see Allocations.
    private const int Slack = 64 << 10;

    [Fact]
    public void Reading_many_entries_allocates_no_more_than_reading_few()
    {
        var (small, large) = (Block(10), Block(Lines));
        Read(Block(10)); // the first time costs more
        var few = AllocatedBy(() => Read(small));
        var many = AllocatedBy(() => Read(large));
        Assert.InRange(many - few, -Slack, Slack);

        static void Read(SourceBlock block)
        {
            using var reader = new EntryReader(block, "transport", new EntryReaderOptions(), new DiagnosticList());
            while (reader.Read(out _))
            {
            }
        }
    }

    [Fact]
    public void Parsing_a_block_allocates_the_list_of_its_records_and_nothing_for_a_line()
    {
        var block = Block(Lines);
        var parser = new BlockParser("transport", TableFormat.Transport, new CompileOptions());
        ParsedBlock? parsed = null;
        var allocated = AllocatedBy(() => parsed = parser.Parse(block));
        Assert.Equal(Lines, parsed!.Records.Count);

        // A list that doubles has had up to twice its last room, which is up to twice what it holds.
        Assert.InRange(allocated, 0, (4L * Lines * Unsafe.SizeOf<RecordEntry>()) + Slack);
    }

    private static long AllocatedBy(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static SourceBlock Block(int lines)
    {
        var line = "User000000@Sales.Example.com smtp:[mail.example.net]:587\n"u8;
        var bytes = new byte[(line.Length * lines) + 1];
        for (var i = 0; i < lines; i++)
        {
            var target = bytes.AsSpan(i * line.Length, line.Length);
            line.CopyTo(target);
            Assert.True(i.TryFormat(target[4..], out _, "d6"));
        }

        return new SourceBlock(bytes, bytes.Length - 1, 0, 1);
    }
}
