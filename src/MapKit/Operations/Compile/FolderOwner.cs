using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Operations.Compile;

/// <summary>
/// Who owns the folder of a map that root makes for itself: its owner can put anything in the map's place, and root's maps are
/// trusted (docs/formats/map-ownership.md#owner-of-the-directory; from 3.12 on).
/// </summary>
internal static class FolderOwner
{
    /// <summary>Warns of a folder that is not root's.</summary>
    /// <param name="name">The name of the map, without suffix.</param>
    /// <param name="sourceName">The source, in messages.</param>
    /// <param name="source">Its owner.</param>
    /// <param name="warnings">Takes the warning.</param>
    /// <exception cref="IOException">The folder is not there.</exception>
    public static void Check(string name, string sourceName, SourceIdentity source, IDiagnosticSink warnings)
    {
        if (!LibC.IsSupported || !Environment.IsPrivilegedProcess || source.UserId != 0) return;
        var folder = FolderOf(name);
        var owner = FileStatus.At(folder).UserId;
        if (owner == 0) return;
        var message = $"root will own the map, but its folder {folder} belongs to user {owner}, who can replace the map";
        warnings.Report(new Diagnostic(Rules.RootOwnedMapInForeignFolder, sourceName, null, message, "give source, map and folder the same owner")
        {
            PostfixText = ByteText.FromText($"Creating root-owned database file(s) {name}.* in non-root-owned directory {folder}. "
                + $"Files {sourceName}, {name}.*, and directory {folder} should have the same owner. "
                + "Please fix ownership to avoid a privilege-escalation attack."),
        });
    }

    /// <summary>The folder as Postfix takes it from a name: <c>sane_dirname</c>.</summary>
    public static string FolderOf(string name)
    {
        var bare = name.TrimEnd('/');
        if (bare.Length == 0) return name.Length == 0 ? "." : "/";
        var slash = bare.LastIndexOf('/');
        if (slash < 0) return ".";
        var folder = bare[..slash].TrimEnd('/');
        return folder.Length == 0 ? "/" : folder;
    }
}
