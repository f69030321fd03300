using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Tables.Lists;

/// <summary>One pattern of a match list.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The pattern without <c>!</c>.</param>
/// <param name="IsNegated">Whether what it matches is not in the list.</param>
public sealed record MatchPattern(MatchPatternKind Kind, string Text, bool IsNegated)
{
    /// <summary>The place of the pattern in the source; line 0 if it was not read from one.</summary>
    public SourcePlace Place { get; internal init; }

    /// <summary>The file that contains the pattern.</summary>
    internal string Path { get; init; } = "";

    /// <summary>The network; null for other kinds.</summary>
    internal Network? Network { get; init; }

    /// <summary>The pattern as written.</summary>
    public override string ToString() => IsNegated ? "!" + Text : Text;

    /// <inheritdoc/>
    public bool Equals(MatchPattern? other) => other is not null && Kind == other.Kind && Text == other.Text && IsNegated == other.IsNegated;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Text, IsNegated);

    /// <summary>Creates a pattern from a word, one character per byte.</summary>
    internal static MatchPattern FromWord(MatchWord word, SourcePlace place)
    {
        var text = word.Item.Text;
        Network? network = word.Kind == MatchWordKind.Pattern && Hosts.Network.TryParse(Latin1Text.Bytes(text), out var found, out _) ? found : null;
        var kind = word.Kind switch
        {
            MatchWordKind.File => MatchPatternKind.File,
            MatchWordKind.Table => MatchPatternKind.Table,
            _ => network is not null ? MatchPatternKind.Network : MatchPatternKind.Name,
        };
        return new MatchPattern(kind, LosslessText.FromLatin1(text), word.IsNegated) { Place = place, Network = network };
    }
}

/// <summary>What a pattern of a match list is.</summary>
public enum MatchPatternKind
{
    /// <summary>A domain, the name of a host, or another word.</summary>
    Name,

    /// <summary>An address or a network.</summary>
    Network,

    /// <summary><c>type:name</c>: what the table has an answer for.</summary>
    Table,

    /// <summary><c>/file</c>: the patterns in the file.</summary>
    File,
}
