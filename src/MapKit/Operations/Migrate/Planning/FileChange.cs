using System.Text;
using MapKit.Source;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>The change of one file of the configuration.</summary>
/// <param name="Path">The file.</param>
/// <param name="Before">Its bytes.</param>
/// <param name="Edits">The types that are replaced, in the order of the file.</param>
/// <param name="Added">Settings that are added at the end.</param>
internal sealed record FileChange(string Path, ReadOnlyMemory<byte> Before, IReadOnlyList<TypeEdit> Edits, IReadOnlyList<AddedSetting> Added)
{
    private byte[]? _after;

    /// <summary>The new bytes: all others are as before.</summary>
    public ReadOnlyMemory<byte> After => _after ??= Apply();

    /// <summary>This change and that of another instance that shares the file; null if they differ.</summary>
    /// <param name="other">The other change.</param>
    public FileChange? With(FileChange other)
    {
        if (other.Added.Count > 0 && !Added.SequenceEqual(other.Added)) return null;
        var edits = Edits.ToDictionary(edit => edit.Place.Span.Start);
        foreach (var edit in other.Edits)
        {
            if (edits.TryGetValue(edit.Place.Span.Start, out var same) && same.NewType != edit.NewType) return null;
            edits.TryAdd(edit.Place.Span.Start, edit);
        }

        return new FileChange(Path, Before, [.. edits.Values.OrderBy(edit => edit.Place.Span.Start)], Added);
    }

    private byte[] Apply()
    {
        using var after = new MemoryStream(Before.Length + 64);
        var position = 0;
        foreach (var edit in Edits)
        {
            after.Write(Before.Span[position..(int)edit.Place.Span.Start]);
            after.Write(Encoding.ASCII.GetBytes(edit.NewType));
            position = (int)edit.Place.Span.End;
        }

        after.Write(Before.Span[position..]);
        if (Added.Count > 0 && Before.Length > 0 && Before.Span[^1] != (byte)'\n') after.WriteByte((byte)'\n');
        foreach (var setting in Added) after.Write(Encoding.Latin1.GetBytes(ByteText.FromText($"{setting.Name} = {setting.Value}\n")));
        return after.ToArray();
    }
}

/// <summary>A setting that main.cf gets, because the default names a table of Berkeley DB.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Value">Its value.</param>
/// <param name="Default">The default that it replaces.</param>
internal sealed record AddedSetting(string Name, string Value, string Default);
