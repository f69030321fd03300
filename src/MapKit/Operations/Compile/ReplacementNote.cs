using MapKit.Maps.Replacement;

namespace MapKit.Operations.Compile;

/// <summary>Notes for the administrator about a replaced map.</summary>
internal static class ReplacementNote
{
    /// <summary>The sentences for the warnings of a replacement.</summary>
    public static IReadOnlyList<string> Describe(ReplacementResult result) => [.. result.Warnings.Select(warning => Describe(warning, result.Path))];

    private static string Describe(ReplacementWarning warning, string path) => warning switch
    {
        ReplacementWarning.HardLinks => $"{path}: the old map has other hard links, which keep the old content",
        ReplacementWarning.HardLinksNeedReload => $"{path}: the old map has other hard links, so running daemons do not notice the change; run: postfix reload",
        ReplacementWarning.OwnerNotKept => $"{path}: the owner or group of the old map could not be kept",
        ReplacementWarning.AttributesNotKept => $"{path}: its access control list or other attributes could not be kept",
        ReplacementWarning.WrittenInPlace => $"{path}: is a mount point, so it was written in place; a crash meanwhile leaves a part of it",
        ReplacementWarning.ModeNarrowed => $"{path}: more users could read the old map than its source, which contains passwords; the new map has the source's permissions",
        ReplacementWarning.PredecessorIsWider => $"{path}: more users can read the input map than may read the passwords or private keys in it; the new map is readable by fewer",
        _ => throw new ArgumentOutOfRangeException(nameof(warning)),
    };
}
