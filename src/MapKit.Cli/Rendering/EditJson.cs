using MapKit.Operations.Edit;

namespace MapKit.Cli.Rendering;

/// <summary>The result of an edit as JSON.</summary>
internal static class EditJson
{
    /// <summary>Writes one object.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="result">The result.</param>
    /// <param name="done">What was done, such as <c>added</c>.</param>
    /// <param name="keys">The key, and its new name if it is renamed.</param>
    /// <param name="diff">The change as a unified diff, or null if it was not requested.</param>
    public static void Write(ByteWriter output, EditResult result, string done, string[] keys, ReadOnlyMemory<byte>? diff) => JsonLine.Write(output, "edit", writer =>
    {
        writer.WriteString("path", result.Path);
        writer.WriteString("outcome", result.Outcome switch
        {
            EditOutcome.Unchanged => "unchanged",
            EditOutcome.WouldChange => "would change",
            EditOutcome.NotFound => "not found",
            _ => done,
        });
        if (keys.Length > 0) writer.WriteString("key", keys[0]);
        if (keys.Length > 1) writer.WriteString("newKey", keys[1]);
        JsonLine.WriteNumbers(writer, "lines", result.Lines);
        JsonLine.WriteNumbers(writer, "hiddenLines", result.HiddenLines);
        JsonLine.WriteStrings(writer, "notes", result.Notes);
        JsonLine.WriteStrings(writer, "olderMaps", [.. result.OlderMaps.Select(map => map.MapPath(map.Type!.Value))]);
        if (diff is { } change) JsonLine.WriteBytes(writer, "diff", change.Span);
    });

    /// <summary>Writes one object for an aligned table from standard input.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="outcome">What was done.</param>
    /// <param name="text">The aligned table, or null if only the outcome was requested.</param>
    /// <param name="diff">The change as a unified diff, or null if it was not requested.</param>
    public static void WriteInput(ByteWriter output, string outcome, ReadOnlyMemory<byte>? text, ReadOnlyMemory<byte>? diff) => JsonLine.Write(output, "edit", writer =>
    {
        writer.WriteString("path", "stdin");
        writer.WriteString("outcome", outcome);
        if (text is { } aligned) JsonLine.WriteBytes(writer, "text", aligned.Span);
        if (diff is { } change) JsonLine.WriteBytes(writer, "diff", change.Span);
    });
}
