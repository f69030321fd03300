using MapKit.Source;

namespace MapKit.Editing;

/// <summary>
/// The logical lines that an edit may have changed. The same bytes from the start of a logical line on are read in the same way, so
/// the entries before and after are those of the source.
/// </summary>
/// <param name="Start">Where they begin, before and after the edit.</param>
/// <param name="End">Where they end before the edit.</param>
/// <param name="EndAfter">Where they end after it.</param>
internal readonly record struct EditedLines(int Start, int End, int EndAfter)
{
    /// <summary>Finds the lines.</summary>
    /// <param name="source">The source.</param>
    /// <param name="edited">The same after the edit.</param>
    /// <param name="edits">The edit.</param>
    /// <param name="toEnd">Whether to take all lines after it too.</param>
    public static EditedLines Find(byte[] source, byte[] edited, SourceEdits edits, bool toEnd)
    {
        var start = SourceBlockReader.LastLineStart(source.AsSpan(0, edits.Start));

        // Without a last LF, the end of the last line may have been changed too.
        var end = toEnd || source is not [.., (byte)'\n'] ? -1 : NextLineStart(source, edits.End);
        return end < 0 ? new EditedLines(start, source.Length, edited.Length) : new EditedLines(start, end, edited.Length - (source.Length - end));
    }

    /// <summary>The start of the first logical line that begins after an offset, or -1.</summary>
    private static int NextLineStart(byte[] source, int offset)
    {
        while (source.AsSpan(offset).IndexOf((byte)'\n') is >= 0 and var length)
        {
            offset += length + 1;
            if (offset == source.Length) break;
            if (source[offset] != '#' && !AsciiSpace.IsSpace(source[offset])) return offset;
        }

        return -1;
    }
}
