using System.CommandLine;
using MapKit.Entries;

namespace MapKit.Cli.Commands.Options;

/// <summary>The option that says in which forms quoted alias names are stored.</summary>
internal static class AliasKeysOption
{
    /// <summary>Makes the option.</summary>
    public static Option<string> Create() => new Option<string>("--alias-keys") { Description = "Form of quoted alias names", DefaultValueFactory = _ => "both" }
        .Among("both", "external", "internal");

    /// <summary>What it says.</summary>
    public static AliasKeys ValueOf(ParseResult arguments, Option<string> option) => Named(arguments.GetRequiredValue(option));

    /// <summary>The forms that a word means.</summary>
    public static AliasKeys Named(string word) => word switch
    {
        "external" => AliasKeys.External,
        "internal" => AliasKeys.Internal,
        _ => AliasKeys.Both,
    };
}
