using MapKit.Cli.Commands.CrossCheck;
using MapKit.Lookup;
using MapKit.Source;

namespace MapKit.Cli.Commands.Options;

/// <summary>A table of a type that MapKit does not implement, such as <c>pgsql:</c>: each key is looked up with <c>postmap -q</c>.</summary>
/// <param name="program">The path of postmap.</param>
/// <param name="folder">The folder of main.cf.</param>
/// <param name="type">The type.</param>
/// <param name="name">The name.</param>
internal sealed class PostmapTable(string program, string folder, string type, string name) : LookupTable(type, name)
{
    /// <summary>The message of every version for a type that it does not know, perhaps because a package is missing.</summary>
    private const string UnknownType = "unsupported dictionary type: ";

    private readonly Dictionary<string, byte[]?> _known = [];

    /// <inheritdoc/>
    public override bool HasFixedKeys => true;

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;

        // postmap reads keys from standard input if the key is -, and an argument has no NUL.
        if (key.IsEmpty || key.SequenceEqual("-"u8) || key.Contains((byte)0)) return false;
        var text = ByteText.ToText(ByteText.FromBytes(key));
        if (!_known.TryGetValue(text, out var answer)) _known[text] = answer = Ask(text);
        value = answer;
        return answer is not null;
    }

    private byte[]? Ask(string key)
    {
        var (status, output, error) = CrossCheckPostfixTool.Run(program, ["-c", folder, "-q", key, $"{Type}:{ByteText.ToText(Name)}"], CancellationToken.None);
        if (status == 0) return output.AsSpan().TrimEnd((byte)'\n').ToArray();
        var message = ByteText.FromBytes(error).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        if (message is null) return null;
        throw message.Contains(UnknownType, StringComparison.Ordinal) ? LookupException.ServerNeeded(Type) : new LookupException(message);
    }
}
