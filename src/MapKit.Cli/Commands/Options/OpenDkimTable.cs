namespace MapKit.Cli.Commands.Options;

/// <summary>The tables of OpenDKIM, which lie beside those of Postfix; these are their usual names.</summary>
internal static class OpenDkimTable
{
    /// <summary>What such a file is.</summary>
    public const string Description = "is a table of OpenDKIM, which reads it itself; Postfix does not";

    private static readonly string[] Names = ["KeyTable", "SigningTable", "TrustedHosts", "key.table", "signing.table", "trusted.hosts"];

    /// <summary>Whether a file has such a name.</summary>
    public static bool IsNamed(string path) => Names.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);
}
