using MapKit.Source;

namespace MapKit.Editing;

/// <summary>The physical lines with the text of one entry, without the comments and empty lines between them.</summary>
internal static class EntryLines
{
    /// <summary>One line.</summary>
    /// <param name="TextStart">Where it begins in the joined text.</param>
    /// <param name="Length">Its bytes, without LF.</param>
    /// <param name="Start">Where it begins in the source.</param>
    public readonly record struct Part(int TextStart, int Length, int Start)
    {
        /// <summary>Where it ends in the joined text.</summary>
        public int TextEnd => TextStart + Length;

        /// <summary>Where it ends in the source.</summary>
        public int End => Start + Length;
    }

    /// <summary>Reads the lines again.</summary>
    public static Part[] Read(DocumentEntry entry, byte[] source)
    {
        using var reader = new LogicalLineReader(new MemoryStream(source, entry.Start, entry.Length));
        if (!reader.Read(out var line)) throw new InvalidOperationException("the entry has no line");
        var segments = line.Segments;
        var parts = new Part[segments.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var end = i + 1 < segments.Length ? segments[i + 1].TextStart : line.Text.Length;
            parts[i] = new Part(segments[i].TextStart, end - segments[i].TextStart, entry.Start + (int)segments[i].SourceStart);
        }

        return parts;
    }
}
