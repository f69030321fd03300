using MapKit.Records;
using MapKit.Source;
using MapKit.Tables.Grammar;

namespace MapKit.Lookup.Probes;

/// <summary>Names compared as Postfix compares them: without regard to case (<c>casefold</c>, docs/formats/folding.md#key-folding).</summary>
internal static class FoldedText
{
    /// <summary>The folded text.</summary>
    /// <param name="text">The text, one character per byte.</param>
    public static string Fold(string text) => ByteText.FromBytes(new KeyFolder(KeyFolding.Unicode).Fold(Latin1Text.Bytes(text)));

    /// <summary>Whether two texts differ in case at most.</summary>
    public static bool AreEqual(string one, string other) => Fold(one) == Fold(other);
}
