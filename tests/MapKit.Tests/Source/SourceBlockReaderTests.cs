using System.Text;
using MapKit.Source;

namespace MapKit.Tests.Source;

public sealed class SourceBlockReaderTests
{
    [Fact]
    public void Places_are_correct_although_parsing_overwrites_a_block()
    {
        var text = new StringBuilder();
        for (var line = 1; line <= 200_000; line++) text.Append("user").Append(line).Append(" smtp:\n");
        var source = Encoding.UTF8.GetBytes(text.ToString());
        using var stream = new MemoryStream(source);
        var (count, next) = (0, 0L);
        foreach (var block in SourceBlockReader.Read(stream, "transport"))
        {
            Assert.Equal(next, block.Start);
            Assert.StartsWith($"user{block.FirstLine} ", Encoding.UTF8.GetString(block.Bytes.AsSpan(0, 20)), StringComparison.Ordinal);
            Assert.Equal(source.AsSpan((int)block.Start, block.Length), block.Bytes.AsSpan(0, block.Length));
            block.Bytes.AsSpan(0, block.Length).Clear();
            next += block.Length;
            count++;
        }

        Assert.Equal(source.Length, next);
        Assert.InRange(count, 4, 10);
    }
}
