using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Tables;

namespace MapKit.Linting.Sources;

/// <summary>
/// A table of passwords, or a map compiled from it, that users other than its owner can read. The maps are not checked when one is being
/// compiled: only users who may read the source may read that map.
/// </summary>
internal sealed class SecretFileRule(LintContext context) : ISourceRule
{
    private const UnixFileMode Others = UnixFileMode.OtherRead;
    private const UnixFileMode Group = UnixFileMode.GroupRead;
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new LintRule<ISourceRule>(
        context => new SecretFileRule(context),
        new RuleScope([.. TableFormat.All.Where(format => format.IsSecret)]) { LooksOutside = true, WithPatternTables = true },
        Rules.SecretsReadable);

    /// <inheritdoc/>
    public void End(int recordCount)
    {
        if (!context.IsFile || !FilePermissions.AreKnown) return;
        Check(context.Path, "file");
        if (context.ForCompile) return;
        foreach (var type in MapTypes.All.DistinctBy(MapTypes.SuffixOf)) Check(context.Path + MapTypes.SuffixOf(type), "map");
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private void Check(string path, string kind)
    {
        if (!FilePresence.FileExists(path)) return;
        var mode = FilePresence.Mode(path) & Permissions;
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
