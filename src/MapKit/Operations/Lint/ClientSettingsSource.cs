using MapKit.Configuration.Clients;
using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Linting.Allowances;
using MapKit.Platform;

namespace MapKit.Operations.Lint;

/// <summary>All findings of the settings of a client, which are not a table.</summary>
/// <param name="context">The file; takes the findings.</param>
internal sealed class ClientSettingsSource(LintContext context)
{
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;

    /// <summary>Reads the file.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="type">The type of the table.</param>
    public void Run(Stream source, ClientType type)
    {
        using var copy = SeekableCopy.Create(source, createFile: null, mostInMemory: 0);
        var settings = ClientSettings.Read(copy, context.Path, type);
        foreach (var finding in settings.Diagnostics) context.Report(finding);
        if (settings.HasPassword && context.IsFile && FilePermissions.AreKnown) CheckPermissions();
        copy.Position = 0;
        context.Allowances = AllowanceReader.Read(copy);
    }

    /// <summary>The group may read it: a program of Postfix that has given up its privileges opens the table.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private void CheckPermissions()
    {
        var mode = FilePresence.Mode(context.Path) & Permissions;
        if ((mode & UnixFileMode.OtherRead) == 0) return;
        context.Report(
            Rules.SecretsReadable,
            null,
            $"the file holds a password and every user can read it (mode 0{System.Convert.ToString((int)mode, 8)})",
            "chmod o-r, with the group of Postfix as the group of the file");
    }
}
