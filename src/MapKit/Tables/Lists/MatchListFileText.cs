using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Tables.Lists;

/// <summary>The texts about a file that a match list names and that is missing.</summary>
internal static class MatchListFileText
{
    /// <summary>What to do.</summary>
    public const string Help = "create the file, or correct its name";

    /// <summary>The message.</summary>
    public static string Missing(string path) =>
        $"the list names {DisplayText.Escape(LosslessText.ToBytes(path), 200)}, which does not exist; Postfix logs \"open file\", lookups that reach it fail, and it defers the mail";
}
