using MapKit.Entries;
using MapKit.Postfix;

namespace MapKit.Cli.DropIn;

/// <summary>The differences between postmap and postalias.</summary>
/// <param name="Name">Name of the program.</param>
/// <param name="OptionLetters">The options of 3.12, in getopt(3)'s syntax.</param>
/// <param name="UsageLetters">The options as the usage text shows them.</param>
/// <param name="Syntax">Syntax of the sources.</param>
/// <param name="KeySuffix">What follows a printed key, before the tab.</param>
internal sealed record DropInTool(string Name, string OptionLetters, string UsageLetters, SourceSyntax Syntax, string KeySuffix)
{
    /// <summary>postmap(1).</summary>
    public static readonly DropInTool Postmap = new("postmap", "bc:d:fFhijmnNopq:rsuUvw", "bfFhimnNoprsuUvw", SourceSyntax.Postmap, "");

    /// <summary>postalias(1).</summary>
    public static readonly DropInTool Postalias = new("postalias", "Nc:d:fijnopq:rsuvw", "Nfinoprsuvw", SourceSyntax.Aliases, ":");

    /// <summary>The options of a version.</summary>
    public string OptionsOf(PostfixVersion version) =>
        VersionDifferences.In(version).HasJsonOption ? OptionLetters : OptionLetters.Replace("j", "", StringComparison.Ordinal);

    /// <summary>The usage text.</summary>
    public string Usage => $"usage: {Name} [-{UsageLetters}] [-c config_dir] [-d key] [-q key] [map_type:]file...";
}
