namespace MapKit.Tables.Grammar;

/// <summary>A piece of the text that a grammar reads: its characters (one per byte) and where it begins.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Start">Offset of the first one.</param>
internal readonly record struct TextPart(string Text, int Start)
{
    /// <summary>No characters, at the start.</summary>
    public static readonly TextPart None = new("", 0);

    /// <summary>Number of characters, which is the number of bytes.</summary>
    public int Length => Text.Length;

    /// <summary>Offset of the first character after it.</summary>
    public int End => Start + Text.Length;

    /// <summary>The same piece as part of a longer text.</summary>
    public TextPart MovedBy(int offset) => this with { Start = Start + offset };
}
