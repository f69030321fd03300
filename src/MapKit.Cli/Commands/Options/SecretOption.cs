using System.CommandLine;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Tables;

namespace MapKit.Cli.Commands.Options;

/// <summary>The option that shows secrets, and what is hidden without it.</summary>
internal static class SecretOption
{
    /// <summary>Said where something is hidden.</summary>
    public const string Hint = "passwords are hidden; --show-secrets shows them";

    /// <summary>Shows passwords and private keys.</summary>
    public static readonly Option<bool> ShowSecrets = new("--show-secrets") { Description = "Show passwords and private keys" };

    /// <summary>What hides the secrets of a table; nothing does where they are to be shown.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="settings">The configuration.</param>
    /// <param name="format">The format by which it is read; null where it is known by the name alone.</param>
    /// <param name="paths">The files of the table: source, map, or what is made of it. One that is secret is enough.</param>
    public static SecretMask MaskOf(ParseResult arguments, PostfixSettings settings, TableFormat? format, params IEnumerable<string> paths) =>
        arguments.GetResult(ShowSecrets) is not null && arguments.GetValue(ShowSecrets)
            ? SecretMask.Nothing
            : paths.Select(path => settings.MaskOf(path, format)).FirstOrDefault(mask => mask.Hides) ?? SecretMask.None;

    /// <summary>What hides secrets in findings about a table; they are never shown there.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="format">The format by which it is read; null where it is known by the name alone.</param>
    /// <param name="paths">The files of the table.</param>
    public static FindingMask FindingsOf(PostfixSettings settings, TableFormat? format, params IEnumerable<string> paths)
    {
        var mask = paths.Select(path => settings.MaskOf(path, format)).FirstOrDefault(mask => mask.Hides) ?? SecretMask.None;

        // The rules of a secret format quote nothing themselves.
        return !mask.Hides ? FindingMask.None : format?.IsSecret == true ? FindingMask.WithoutExcerpts : FindingMask.WithoutText;
    }
}
