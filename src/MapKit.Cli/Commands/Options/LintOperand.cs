using MapKit.Configuration;
using MapKit.Configuration.Clients;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Tables.Lists;

namespace MapKit.Cli.Commands.Options;

/// <summary>A <c>[TYPE:]SOURCE</c> operand of lint, as in main.cf. The type may also be one whose source Postfix reads directly.</summary>
/// <param name="Name">The source.</param>
/// <param name="MapType">The type of the map that is compiled from it, if given.</param>
/// <param name="RuleType">The type of a table of patterns or networks; null for a table of keys.</param>
internal sealed record LintOperand(string Name, MapType? MapType, RuleTableType? RuleType)
{
    /// <summary>The match list of which the source is a file; null for a table.</summary>
    public MatchListUse? List { get; init; }

    /// <summary>The type of the client whose settings the source has; null for a table.</summary>
    public ClientType? Client { get; init; }

    /// <summary>The name of the file of parameters.</summary>
    public const string MainName = "main.cf";

    /// <summary>The name of the file of services.</summary>
    public const string MasterName = "master.cf";

    private const string TextHash = "texthash:";

    /// <summary>Whether an operand is main.cf, master.cf or the folder of a main.cf, and no table.</summary>
    public static bool IsConfiguration(string operand) => Path.GetFileName(operand) is MainName or MasterName || IsFolder(operand);

    /// <summary>Whether an operand is the folder of a main.cf.</summary>
    public static bool IsFolder(string operand) => File.Exists(Path.Join(operand, MainName));

    /// <summary>Reads an operand.</summary>
    /// <param name="text">The text.</param>
    /// <param name="settings">The settings that give the format; null if the format is given on the command line.</param>
    /// <exception cref="FormatException">The type is not known.</exception>
    public static LintOperand Parse(string text, PostfixSettings? settings)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && RuleTableTypes.ByName(text[..colon]) is { } type) return new LintOperand(text[(colon + 1)..], null, type);
        if (colon > 0 && ClientType.ByName(text[..colon]) is { } client) return new LintOperand(text[(colon + 1)..], null, null) { Client = client };
        if (text.StartsWith(TextHash, StringComparison.Ordinal)) return new LintOperand(text[TextHash.Length..], null, null);
        var operand = TableOperand.Parse(text);
        if (operand.Type is not null || settings is null) return new LintOperand(operand.Name, operand.Type, null);
        if (ClientOf(operand.Name, settings) is { } named) return new LintOperand(operand.Name, null, null) { Client = named };
        if (ListOf(operand.Name, settings) is { } list) return new LintOperand(operand.Name, null, null) { List = list };
        return new LintOperand(operand.Name, null, settings.Names(operand.Name) ? settings.RuleTypeOf(operand.Name) : RuleTypeOf(operand.Name));
    }

    /// <summary>The type of a table of patterns that the name, or else the content, suggests.</summary>
    private static RuleTableType? RuleTypeOf(string name)
    {
        if (RuleTableTypes.ForFileName(name) is { } type) return type;

        // The content of a pipe can be read only once.
        if (!FilePresence.IsRegularFile(name)) return null;
        using var file = UnlockedFile.OpenNamed(name);
        Span<byte> start = stackalloc byte[RuleTableTypes.Examined];
        return RuleTableTypes.ForContent(start[..RandomAccess.Read(file, start, 0)]);
    }

    private static ClientType? ClientOf(string name, PostfixSettings settings) =>
        settings.ClientOf(name) ?? (settings.Names(name) ? null : ClientType.ForFileName(name));

    /// <summary>The match list that the configuration has for a file; without one, the list that the name and the first line suggest.</summary>
    private static MatchListUse? ListOf(string name, PostfixSettings settings)
    {
        if (settings.ListOf(name) is { } list) return list;
        return !settings.IsRequired && !settings.Names(name) && MatchListKinds.ForFileName(name) is { } kind && MatchList.LooksLikeOne(name) ? new MatchListUse(kind) : null;
    }
}
