using System.CommandLine;
using System.Globalization;
using MapKit.Cli.Commands.Options;
using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Linting.Configuration;
using MapKit.Platform;
using MapKit.PostgreSql.Publishing;
using MapKit.Tables;

namespace MapKit.Cli.Commands.PostgreSql;

/// <summary>The sources that <c>publish</c> is to publish: its operands, or every table that the configuration names.</summary>
internal sealed class PublishedSources
{
    private PublishedSources(PostfixSettings settings, IReadOnlyList<TableSource> sources) => (Settings, Sources) = (settings, sources);

    /// <summary>The configuration.</summary>
    public PostfixSettings Settings { get; }

    /// <summary>The sources.</summary>
    public IReadOnlyList<TableSource> Sources { get; }

    /// <summary>The tables of the configuration that cannot be published.</summary>
    public IReadOnlyList<TableReference> Others { get; private init; } = [];

    /// <summary>The configuration, for rules about several tables; null if it was not named.</summary>
    public MailSystem? System { get; private init; }

    /// <summary>Finds the sources.</summary>
    /// <param name="operands">The operands; none for the whole configuration.</param>
    /// <param name="format">The format given, or null.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">The variables.</param>
    /// <exception cref="IOException">A source is missing.</exception>
    /// <exception cref="FormatException">An operand is no source, or the configuration cannot be read.</exception>
    public static PublishedSources Find(string[] operands, string? format, ParseResult arguments, CommandEnvironment environment)
    {
        if (operands.Length == 0) return FromConfiguration(ConfigurationOption.FolderOf(arguments.GetValue(ConfigurationOption.Folder), environment));
        var settings = ConfigurationOption.Read(arguments, environment);
        var sources = operands.Select(operand => FromOperand(LintOperand.Parse(operand, settings), operand, format, settings)).ToArray();
        CheckNames(sources);
        return new PublishedSources(settings, sources);
    }

    /// <summary>The parameters that name a source, each with the name that it gives the table.</summary>
    public IReadOnlyList<(string Parameter, string Table)> UsesOf(TableSource source) =>
    [
        .. (Settings.Tables?.Tables ?? []).Where(table => table.HasSource && Path.GetFullPath(table.Name) == Path.GetFullPath(source.Path))
            .SelectMany(table => table.Uses.Where(use => use.Path is not null).Select(use => (PlaceOf(use), $"{table.Type}:{table.Name}"))).Distinct(),
    ];

    /// <summary>The parameter in whose value a table is written; of master.cf with the line.</summary>
    public static string PlaceOf(TableUse use) =>
        use is { Service: not null, Path: { } path, Place: { } place } ? string.Create(CultureInfo.InvariantCulture, $"{use.WrittenIn} ({path}:{place.Line})") : use.WrittenIn;

    /// <summary>The mask for the secrets of a table.</summary>
    /// <param name="source">The source; null for a table of which only the database knows.</param>
    /// <param name="isCredentials">Whether it holds secrets.</param>
    /// <param name="arguments">The command line.</param>
    public SecretMask MaskOf(TableSource? source, bool isCredentials, ParseResult arguments)
    {
        var mask = source is null ? SecretMask.None : SecretOption.MaskOf(arguments, Settings, source.Format, source.Path);
        return mask == SecretMask.None && isCredentials && !arguments.GetValue(SecretOption.ShowSecrets) ? SecretMask.WholeCredentials : mask;
    }

    private static PublishedSources FromConfiguration(string folder)
    {
        var settings = new PostfixSettings(folder, new PostfixSettingsOptions { IsRequired = true });
        var named = settings.Tables!.Tables.Where(table => !table.Role.IsCache && table.Uses.Any(use => use.Path is not null)).ToArray();
        var sources = named.Where(table => table.HasSource).DistinctBy(table => Path.GetFullPath(table.Name), StringComparer.Ordinal).Select(table => new TableSource(table.Name, TableSource.NameOf(table.Name, folder), table.Role.Format)
        {
            IsCredentials = table.IsSecret || settings.MaskOf(table.Name, table.Role.Format).Hides,
            ValuesAreFiles = table.Role.ValuesAreFiles,
        }).ToArray();
        if (sources.Length == 0) throw new FormatException($"{settings.MainPath}: names no table with a source, so there is nothing to publish; name the sources: mapkit publish SOURCE...");
        foreach (var source in sources)
        {
            if (!FilePresence.FileExists(source.Path)) throw new FileNotFoundException($"{source.Path}: no such file, but main.cf names it; nothing was published");
        }

        return new PublishedSources(settings, sources)
        {
            Others = [.. named.Where(table => !table.HasSource && table.Name.StartsWith('/')).DistinctBy(table => table.ToString())],
            System = new MailSystem(settings.Configuration, accounts: null),
        };
    }

    private static TableSource FromOperand(LintOperand operand, string text, string? format, PostfixSettings settings)
    {
        if (operand.RuleType is not null || operand.Client is not null || operand.List is not null)
            throw new FormatException($"{text}: only tables of keys can be published; distribute patterns, networks and settings as files");
        if (operand.Name == "-") throw new FormatException("standard input has no name to publish it under; give a file");
        var choice = format is not null ? FormatChoice.Given(format) : settings.FormatOf(operand.Name);
        var valuesAreFiles = choice.Format == TableFormat.ServerSni || settings.ValuesAreFiles(operand.Name);
        return new TableSource(operand.Name, TableSource.NameOf(operand.Name, settings.Directory), choice.Format)
        {
            IsCredentials = valuesAreFiles || choice.Format.IsSecret || settings.MaskOf(operand.Name, choice.Format).Hides,
            ValuesAreFiles = valuesAreFiles,
            IsGuessed = format is null && !settings.Names(operand.Name),
        };
    }

    private static void CheckNames(TableSource[] sources)
    {
        if (sources.GroupBy(source => source.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new FormatException($"{string.Join(" and ", same.Select(source => source.Path))} have the same name, {same.Key}");
    }
}
