using System.Text;
using System.Text.Json;

namespace MapKit.Operations.Migrate.Applying;

/// <summary>A line of the journal: what is about to be done to a file, or that a run is complete.</summary>
/// <param name="Kind">What.</param>
internal sealed record JournalEntry(JournalEntryKind Kind)
{
    private static readonly string[] Names = ["configuration", "table", "save", "put", "use", "done", "undoing"];

    /// <summary>The file, free of links; empty if the entry is about none.</summary>
    public string Path { get; init; } = "";

    /// <summary>The old map of a table; otherwise null.</summary>
    public string? OldMap { get; init; }

    /// <summary>The type of the old map; otherwise null.</summary>
    public string? OldType { get; init; }

    /// <summary>The name of its copy in the folder of the run; null if there was no file.</summary>
    public string? Copy { get; init; }

    /// <summary>The state of the file; null if there was none.</summary>
    public FileState? State { get; init; }

    /// <summary>The line, with its LF.</summary>
    public byte[] ToBytes()
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteString("entry", Names[(int)Kind]);
            if (Path.Length > 0) writer.WriteBase64String("path", Platform.LosslessText.ToBytes(Path));
            if (Path.Length > 0) writer.WriteString("name", Path);
            if (OldMap is not null) writer.WriteBase64String("old", Platform.LosslessText.ToBytes(OldMap));
            if (OldType is not null) writer.WriteString("type", OldType);
            if (Copy is not null) writer.WriteString("copy", Copy);
            if (State is { } state)
            {
                writer.WriteString("xxh128", state.Checksum);
                writer.WriteNumber("length", state.Length);
                writer.WriteNumber("mode", state.Mode);
                writer.WriteNumber("user", state.UserId);
                writer.WriteNumber("group", state.GroupId);
                writer.WriteNumber("seconds", state.Seconds);
                writer.WriteNumber("nanoseconds", state.Nanoseconds);
            }

            writer.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    /// <summary>Reads a line; null if it is not complete.</summary>
    public static JournalEntry? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(line));
            var root = document.RootElement;
            var kind = Array.IndexOf(Names, root.GetProperty("entry").GetString());
            if (kind < 0) return null;
            return new JournalEntry((JournalEntryKind)kind)
            {
                Path = root.TryGetProperty("path", out var path) ? Platform.LosslessText.FromBytes(path.GetBytesFromBase64()) : "",
                OldMap = root.TryGetProperty("old", out var old) ? Platform.LosslessText.FromBytes(old.GetBytesFromBase64()) : null,
                OldType = root.TryGetProperty("type", out var type) ? type.GetString() : null,
                Copy = root.TryGetProperty("copy", out var copy) ? copy.GetString() : null,
                State = root.TryGetProperty("xxh128", out var sum) ? StateOf(root, sum.GetString()!) : null,
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static FileState StateOf(JsonElement entry, string sum) => new(
        sum, entry.GetProperty("length").GetInt64(), entry.GetProperty("mode").GetInt32(), entry.GetProperty("user").GetUInt32(), entry.GetProperty("group").GetUInt32(),
        entry.GetProperty("seconds").GetInt64(), entry.GetProperty("nanoseconds").GetInt64());
}
