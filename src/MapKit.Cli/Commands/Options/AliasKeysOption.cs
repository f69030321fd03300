using System.CommandLine;
using MapKit.Entries;

namespace MapKit.Cli.Commands.Options;

/// <summary>The option that says in which forms quoted alias names are stored.</summary>
internal static class AliasKeysOption
{
    private const string Name = "--alias-keys";
    private static readonly string[] Words = ["both", "external", "internal"];

    /// <summary>Makes the option.</summary>
    public static Option<string> Create() => new Option<string>(Name) { Description = "Form of quoted alias names", DefaultValueFactory = _ => "both" }.Among(Words);

    /// <summary>Makes the option without a default value.</summary>
    /// <param name="description">What it says.</param>
    public static Option<string?> CreateOptional(string description) => new Option<string?>(Name) { Description = description }.Among(Words);

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
