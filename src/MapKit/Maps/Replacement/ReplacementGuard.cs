using MapKit.Platform;

namespace MapKit.Maps.Replacement;

/// <summary>Refuses to put a map in the place of something that nobody could get back: a source, or a file that is no map.</summary>
internal static class ReplacementGuard
{
    /// <summary>Checks the file that a map would replace.</summary>
    /// <param name="existing">The file, open and locked.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="request">What is to be written.</param>
    /// <exception cref="IOException">It may not be replaced. Nothing was written.</exception>
    public static void Check(ExistingMap existing, string path, ReplacementRequest request)
    {
        if (request.Force) return;
        var identity = existing.Status.Identity;
        if (LibC.IsSupported && request.SourceFile == identity)
            throw Refusal(path, "it is the source that the map is made from");
        if (LibC.IsSupported && request.OtherSources?.Contains(identity) == true)
            throw Refusal(path, "it is the source of another table");
        if (request.ReplacesOnlyMaps && existing.Status.Length > 0 && !IsMapOrRest(existing))
            throw Refusal(path, "it is not empty and is not a map");
    }

    private static IOException Refusal(string path, string reason) =>
        new($"cannot replace {path}: {reason}; nothing was written (--force replaces it)");

    private static bool IsMapOrRest(ExistingMap existing)
    {
        var start = existing.Start(MapFile.RecognisedBy);

        // libdb writes the first page last: a build that was killed leaves zeros in its place.
        return MapFile.IsMap(start, existing.Status.Length) || !start.AsSpan().ContainsAnyExcept((byte)0);
    }
}
