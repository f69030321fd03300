using System.Text;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>The source of rules: the lines of a file, or the texts in braces of a name such as <c>{{/x/ y}, {/z/ w}}</c>.</summary>
internal sealed class RuleSource : IDisposable
{
    private RuleSource(Stream lines, string path, bool isFolder)
    {
        Lines = lines;
        Path = path;
        IsFolder = isFolder;
    }

    /// <summary>The bytes.</summary>
    public Stream Lines { get; }

    /// <summary>The name of the source in Postfix's messages about its lines.</summary>
    public string Path { get; }

    /// <summary>Whether it is a folder, which can be opened but not read.</summary>
    public bool IsFolder { get; }

    /// <summary>Opens the rules of a table.</summary>
    /// <param name="type">The type of the table.</param>
    /// <param name="name">A file, or rules in braces.</param>
    /// <exception cref="LookupException">There is no such file, or the braces do not match.</exception>
    public static RuleSource Open(string type, string name)
    {
        if (name.StartsWith('{')) return new RuleSource(new MemoryStream(InlineRules.ToLines(type, name)), "unknown_stream", isFolder: false);
        try
        {
            var file = UnlockedFile.OpenNamed(name);
            if (!FilePresence.FolderExists(name)) return new RuleSource(new FileStream(file, FileAccess.Read, bufferSize: 0), name, isFolder: false);
            file.Dispose();
            return new RuleSource(Stream.Null, name, isFolder: true);
        }
        catch (Exception exception) when (SystemWords.Has(exception))
        {
            throw new LookupException($"open {ByteText.FromText(name)}: {FileFailure.ReasonOf(exception)}", exception);
        }
    }

    /// <summary>The rules of an open file.</summary>
    /// <param name="lines">Its bytes; become this object's.</param>
    /// <param name="path">Its name.</param>
    public static RuleSource FromStream(Stream lines, string path) => new(lines, path, isFolder: false);

    /// <inheritdoc/>
    public void Dispose() => Lines.Dispose();
}

/// <summary>Rules that are written in the name of a table: <c>{{rule}, {rule}}</c> (upstream dict_stream).</summary>
internal static class InlineRules
{
    /// <summary>Writes them as the lines of a file.</summary>
    /// <param name="type">The type of the table.</param>
    /// <param name="name">The name, which begins with a brace.</param>
    /// <exception cref="LookupException">The braces do not fit.</exception>
    public static byte[] ToLines(string type, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (BracedText.Unwrap(bytes, out _) is { } error) throw Failure(type, error);
        BracedText.TryUnwrap(bytes, out var rest); // verbatim: whitespace at its ends may be part of an invalid word
        using var lines = new MemoryStream();
        while (BracedText.TryTakeWord(ref rest, out var word))
        {
            if (word[0] != '{') throw Failure(type, $"no '{{' at start of text in \"{ByteText.FromBytes(word)}\"");
            if (BracedText.Unwrap(word, out var rule) is { } ruleError) throw Failure(type, ruleError);
            lines.Write(rule);
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private static LookupException Failure(string type, string error) => new($"{type} map: {error}");
}
