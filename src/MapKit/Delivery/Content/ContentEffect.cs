using MapKit.Messages;
using MapKit.Tables.ContentChecks;

namespace MapKit.Delivery.Content;

/// <summary>What a check does to the line that it matches, the same in cleanup(8) and in the clients.</summary>
/// <param name="Lines">The lines in its place.</param>
/// <param name="Text">What is said about it; null for nothing.</param>
internal sealed record ContentEffect(IReadOnlyList<string> Lines, string? Text)
{
    /// <summary>The effect of an action.</summary>
    /// <param name="line">The header or line.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="action">The action.</param>
    public static ContentEffect From(string line, MessageKeyKind kind, ContentAction action)
    {
        var what = kind == MessageKeyKind.Body ? "the line" : "the header";
        return action.Kind switch
        {
            ContentActionKind.Ignore => new ContentEffect([], $"{what} is deleted"),
            ContentActionKind.Strip => new ContentEffect([], $"{what} is deleted, and Postfix logs it"),
            ContentActionKind.Replace => new ContentEffect([action.Text], $"{what} becomes {Wording.Show(action.Text)}"),
            ContentActionKind.Prepend => new ContentEffect([action.Text, line], $"before {what} Postfix inserts {Wording.Show(action.Text)}"),
            ContentActionKind.Warn => new ContentEffect([line], "Postfix logs a warning"),
            ContentActionKind.Info => new ContentEffect([line], "Postfix logs it"),
            _ => new ContentEffect([line], null),
        };
    }
}
