using System.CommandLine;

namespace MapKit.Cli.Commands.Options;

/// <summary>Options that take one of a few words.</summary>
internal static class OptionChoice
{
    /// <summary>Limits an option to these words.</summary>
    public static Option<T> Among<T>(this Option<T> option, params string[] words)
    {
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
