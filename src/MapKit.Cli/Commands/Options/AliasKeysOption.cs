using System.CommandLine;
using MapKit.Entries;

namespace MapKit.Cli.Commands.Options;

/// <summary>The option for the forms in which quoted alias names are stored.</summary>
internal static class AliasKeysOption
{
    /// <summary>Creates the option.</summary>
    public static Option<string> Create() => new Option<string>("--alias-keys") { Description = "Forms in which quoted alias names are stored", DefaultValueFactory = _ => "both" }
        .Among("both", "external", "internal");

    /// <summary>The value given.</summary>
    public static AliasKeys ValueOf(ParseResult arguments, Option<string> option) => Named(arguments.GetRequiredValue(option));

    /// <summary>The forms for a word.</summary>
    public static AliasKeys Named(string word) => word switch
    {
        "external" => AliasKeys.External,
        "internal" => AliasKeys.Internal,
        _ => AliasKeys.Both,
    };
}
