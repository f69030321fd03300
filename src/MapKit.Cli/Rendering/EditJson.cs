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
    public static void Write(ByteWriter output, EditResult result, string done, string[] keys) => JsonLine.Write(output, writer =>
    {
        writer.WriteString("kind", "edit");
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
    });
}
