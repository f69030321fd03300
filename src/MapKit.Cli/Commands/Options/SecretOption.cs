using System.CommandLine;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Tables;

namespace MapKit.Cli.Commands.Options;

/// <summary>The option that shows secrets, and the mask that applies without it.</summary>
internal static class SecretOption
{
    private const string Client = "pgsql";

    /// <summary>Printed if something is hidden.</summary>
    public const string Hint = "passwords are hidden; --show-secrets shows them";

    /// <summary>Shows passwords and private keys.</summary>
    public static readonly Option<bool> ShowSecrets = new("--show-secrets") { Description = "Show passwords and private keys" };

    /// <summary>The mask for a table's secrets; it hides nothing if the option is given.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="settings">The configuration.</param>
    /// <param name="format">The table's format; null if only the name tells it.</param>
    /// <param name="paths">The files of the table: source, map, or output. The table is secret if one of them is.</param>
    public static SecretMask MaskOf(ParseResult arguments, PostfixSettings settings, TableFormat? format, params IEnumerable<string> paths) =>
        arguments.GetResult(ShowSecrets) is not null && arguments.GetValue(ShowSecrets)
            ? SecretMask.Nothing
            : paths.Select(path => settings.MaskOf(path, format)).FirstOrDefault(mask => mask.Hides) ?? SecretMask.None;

    /// <summary>The mask for the answers of a table: if a client looks it up, the secrets in its settings are not among them.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="settings">The configuration.</param>
    /// <param name="tables">The tables as they are given, with their types.</param>
    /// <param name="path">The file of the table that answers.</param>
    public static SecretMask MaskOfAnswers(ParseResult arguments, PostfixSettings settings, IEnumerable<string> tables, string path)
    {
        var mask = MaskOf(arguments, settings, null, path);
        return mask.Hides && tables.Contains($"{Client}:{path}") ? settings.MaskOfAnswers(Client, path) : mask;
    }

    /// <summary>The mask for the answers of a <c>pgsql:</c> table.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="settings">The configuration.</param>
    /// <param name="path">The settings of the client.</param>
    public static SecretMask MaskOfAnswers(ParseResult arguments, PostfixSettings settings, string path) =>
        arguments.GetValue(ShowSecrets) ? SecretMask.Nothing : settings.MaskOfAnswers(Client, path);

    /// <summary>The mask for secrets in findings about a table; findings never show them.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="format">The table's format; null if only the name tells it.</param>
    /// <param name="paths">The files of the table.</param>
    public static FindingMask FindingsOf(PostfixSettings settings, TableFormat? format, params IEnumerable<string> paths)
    {
        var mask = paths.Select(path => settings.MaskOf(path, format)).FirstOrDefault(mask => mask.Hides) ?? SecretMask.None;

        // The rules of a secret format quote no values.
        return !mask.Hides ? FindingMask.None : format?.IsSecret == true || format == TableFormat.ServerSni ? FindingMask.WithoutExcerpts : FindingMask.WithoutText;
    }
}
