using System.CommandLine;
using MapKit.Configuration;
using MapKit.Records;

namespace MapKit.Cli.Commands.Options;

/// <summary>The options for the conversion of keys between source and map: the same for writing and for queries.</summary>
internal static class KeyOptions
{
    /// <summary>Keep upper case.</summary>
    public static readonly Option<bool> NoFold = new("--no-fold") { Description = "Keep upper case in keys" };

    /// <summary>UTF-8 mode off.</summary>
    public static readonly Option<bool> NoUtf8 = new("--no-utf8") { Description = "Turn UTF-8 mode off: keys may be any bytes, and only A-Z is folded. Default: smtputf8_enable of main.cf, if set" };

    /// <summary>The NUL convention.</summary>
    public static readonly Option<string?> Nul = new Option<string?>("--nul")
    {
        Description = "Whether stored keys and values end in NUL. Default: Postfix's rule for the map type when writing; both are tried when reading",
    }.Among("yes", "no");

    /// <summary>Whether UTF-8 mode is on.</summary>
    public static bool IsUtf8(ParseResult arguments, PostfixSettings settings) => !arguments.GetValue(NoUtf8) && settings.IsUtf8Enabled;

    /// <summary>How keys are folded.</summary>
    public static KeyFolding FoldingOf(ParseResult arguments, PostfixSettings settings) =>
        arguments.GetValue(NoFold) ? KeyFolding.None : IsUtf8(arguments, settings) ? KeyFolding.Unicode : KeyFolding.Ascii;

    /// <summary>The NUL convention given.</summary>
    public static NulConvention NulOf(ParseResult arguments) => NulOf(arguments, Nul);

    /// <summary>The NUL convention given by another option.</summary>
    public static NulConvention NulOf(ParseResult arguments, Option<string?> option) => arguments.GetValue(option) switch
    {
        "yes" => NulConvention.WithNul,
        "no" => NulConvention.WithoutNul,
        _ => NulConvention.TypeDefault,
    };
}
