using MapKit.Diagnostics;
using MapKit.Maps;

namespace MapKit.Linting;

/// <summary>A table of passwords, or a map made from it, that others than its owner can read.</summary>
internal static class SecretFileCheck
{
    private const UnixFileMode Others = UnixFileMode.OtherRead;
    private const UnixFileMode Group = UnixFileMode.GroupRead;
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;

    /// <summary>Looks at the source and its maps. Not at the maps where one is being made, which nobody may read who may not read the source.</summary>
    public static void Run(LintContext context)
    {
        if (!context.Format.IsSecret || !context.IsFile || OperatingSystem.IsWindows()) return;
        Look(context, context.Path, "file");
        if (context.ForCompile) return;
        foreach (var type in MapTypes.All.DistinctBy(MapTypes.SuffixOf)) Look(context, context.Path + MapTypes.SuffixOf(type), "map");
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Look(LintContext context, string path, string kind)
    {
        if (!File.Exists(path)) return;
        var mode = File.GetUnixFileMode(path) & Permissions;
        if ((mode & (Others | Group)) == 0) return;
        var readers = (mode & Others) != 0 ? "every user" : "its group";
        context.Report(new Diagnostic(
            Rules.SecretsReadable,
            path,
            null,
            $"the {kind} holds passwords and {readers} can read it (mode 0{Convert.ToString((int)mode, 8)})",
            "chmod 600; Postfix reads it as root"));
    }
}
