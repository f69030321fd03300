using System.CommandLine;
using MapKit.Entries;

namespace MapKit.Cli.Commands.Options;

/// <summary>The option for the forms in which quoted alias names are stored.</summary>
internal static class AliasKeysOption
{
    private const string Name = "--alias-keys";
    private const string Description = "Forms in which quoted alias names are stored";
    private static readonly string[] Words = ["both", "external", "internal"];

    /// <summary>Creates the option.</summary>
    public static Option<string> Create() => new Option<string>(Name) { Description = Description, DefaultValueFactory = _ => "both" }.Among(Words);

    /// <summary>Creates the option without a default value.</summary>
    /// <param name="description">Its description.</param>
    public static Option<string?> CreateOptional(string description = $"{Description}. Default: from the map") => new Option<string?>(Name) { Description = description }.Among(Words);

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
