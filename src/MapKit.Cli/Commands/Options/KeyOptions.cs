using System.CommandLine;
using MapKit.Configuration;
using MapKit.Records;

namespace MapKit.Cli.Commands.Options;

/// <summary>The options that say what becomes of a key between a person and a map: the same for writing and for asking.</summary>
internal static class KeyOptions
{
    /// <summary>Upper case stays.</summary>
    public static readonly Option<bool> NoFold = new("--no-fold") { Description = "Keep upper case in keys" };

    /// <summary>UTF-8 mode off.</summary>
    public static readonly Option<bool> NoUtf8 = new("--no-utf8") { Description = "UTF-8 mode off: any bytes, only A-Z folded; default as smtputf8_enable in main.cf, if that is set" };

    /// <summary>The NUL convention.</summary>
    public static readonly Option<string?> Nul = new Option<string?>("--nul")
    {
        Description = "Only keys and values with (yes) or without (no) a trailing NUL; default as Postfix: when writing by type, when asking both",
    }.Among("yes", "no");

    /// <summary>Whether UTF-8 mode is on.</summary>
    public static bool IsUtf8(ParseResult arguments, PostfixSettings settings) => !arguments.GetValue(NoUtf8) && settings.IsUtf8Enabled;

    /// <summary>How keys are folded.</summary>
    public static KeyFolding FoldingOf(ParseResult arguments, PostfixSettings settings) =>
        arguments.GetValue(NoFold) ? KeyFolding.None : IsUtf8(arguments, settings) ? KeyFolding.Unicode : KeyFolding.Ascii;

    /// <summary>The NUL convention that is asked for.</summary>
    public static NulConvention NulOf(ParseResult arguments) => NulOf(arguments, Nul);

    /// <summary>The NUL convention that an option of a verb's own asks for.</summary>
    public static NulConvention NulOf(ParseResult arguments, Option<string?> option) => arguments.GetValue(option) switch
    {
        "yes" => NulConvention.WithNul,
        "no" => NulConvention.WithoutNul,
        _ => NulConvention.TypeDefault,
    };
}
