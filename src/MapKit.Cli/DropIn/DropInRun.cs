using MapKit.Configuration;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Native.RegularExpressions;
using MapKit.Platform;
using MapKit.Platform.Locks;
using MapKit.Postfix;
using MapKit.Records;

namespace MapKit.Cli.DropIn;

/// <summary>One run of postmap or postalias: its command line, configuration, and outputs.</summary>
internal sealed class DropInRun(DropInTool tool, DropInOptions options, ToolParameters parameters, MessageLog log, CommandEnvironment environment, CancellationToken cancellation)
{
    private LookupOptions? _lookup;
    private NonBdbRedirection? _redirection;
    private SourceSet? _sources;

    /// <summary>The tool.</summary>
    public DropInTool Tool => tool;

    /// <summary>The command line.</summary>
    public DropInOptions Options => options;

    /// <summary>The configuration.</summary>
    public ToolParameters Parameters => parameters;

    /// <summary>The types of maps that are made besides each map that is written.</summary>
    public IReadOnlyList<MapType> FurtherTypes { get; } = FurtherMaps.Read(environment);

    /// <summary>Messages.</summary>
    public MessageLog Log => log;

    /// <summary>Standard streams.</summary>
    public CommandEnvironment Environment => environment;

    /// <summary>Set by a signal.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether keys and values are checked and folded as UTF-8 (docs/formats/folding.md#utf-8-mode).</summary>
    public bool Utf8 => parameters.Utf8Enabled && options.RequestUtf8 && (!options.HasMessageKeys || options.ForceUtf8);

    /// <summary>How keys are folded.</summary>
    public KeyFolding Folding => !options.Fold ? KeyFolding.None : Utf8 ? KeyFolding.Unicode : KeyFolding.Ascii;

    /// <summary>The stored forms of alias names: those of the version, or of every version if none is selected.</summary>
    public AliasKeys AliasKeys =>
        !PostfixVersions.IsGiven(environment) ? AliasKeys.Both : Differences.AliasesStorePlainForm ? AliasKeys.Internal : AliasKeys.External;

    /// <summary>The NIS records that are added to alias maps, or null for none.</summary>
    public YpRecords? YpRecords =>
        Differences.AliasesHaveNisRecords ? new YpRecords(DateTimeOffset.UtcNow, parameters.MyHostName) : null;

    /// <summary>The sources of all operands, which no map of the run may replace.</summary>
    public SourceSet? Sources => options.Operands.Count > 1 ? _sources ??= new SourceSet(options.Operands.Select(text => Operand(text).Name)) : null;

    private VersionDifferences Differences => VersionDifferences.In(log.Version);

    private NonBdbRedirection Redirection =>
        _redirection ??= new NonBdbRedirection(parameters, type => LookupTypes.IsSupported(type, log.Version), AskCustomMapping, log);

    private LookupOptions Lookup => _lookup ??= LookupOptions(Redirection.Open);

    /// <summary>What to do with a duplicate key when a whole map is built.</summary>
    public DuplicatePolicy DuplicatesOf(MapType type) => options.Repeated switch
    {
        RepeatedKeys.Replace => DuplicatePolicy.Last,
        RepeatedKeys.Ignore when MapTypes.HoldsDuplicates(type) => DuplicatePolicy.KeepAll,
        _ => DuplicatePolicy.First,
    };

    /// <summary>Reports the holder of a map's lock. Postfix waits without a message.</summary>
    public void WarnOfWaiting(HeldLock held) => log.Warn($"{held}");

    /// <summary>Splits an operand.</summary>
    public DropInOperand Operand(string text) => DropInOperand.Parse(text, parameters.DefaultDatabaseType);

    /// <summary>The table to build instead of another (3.11's non_bdb_migration_level).</summary>
    public DropInOperand RedirectForCreation(DropInOperand operand) => Redirected(operand, Redirection.Create);

    /// <summary>The table to change instead of another.</summary>
    public DropInOperand RedirectForDeletion(DropInOperand operand) => Redirected(operand, Redirection.Open);

    /// <summary>Opens a table for queries.</summary>
    public LookupTable Open(DropInOperand operand)
    {
        var table = LookupTypes.Open(operand.Type, operand.Name, Lookup);
        log.Inform($"dict_open: {operand.Type}:{operand.Name}");
        return table;
    }

    private static DropInOperand Redirected(DropInOperand operand, Func<string, string, (string Type, string Name)?> redirection) =>
        redirection(operand.Type, operand.Name) is { } target ? new(target.Type, target.Name) : operand;

    private string? AskCustomMapping(string key)
    {
        using var table = LookupTypes.Open(parameters.NonBdbCustomMapping, LookupOptions(static (_, _) => null));
        return table.TryFind(LosslessText.ToBytes(key), out var value) ? LosslessText.FromBytes(value.Span) : null;
    }

    private LookupOptions LookupOptions(Func<string, string, (string Type, string Name)?> redirection) => new()
    {
        Warnings = log,
        Utf8 = Utf8,
        Folding = Folding,
        Nul = options.Nul,
        Duplicates = options.Repeated == RepeatedKeys.Ignore ? DuplicatePolicy.KeepAll : DuplicatesOf(MapTypes.Default),
        ValuesAreFiles = options.FileValues,
        Version = log.Version,
        Regexp = PosixRegularExpressions.Find,
        Pcre = Pcre2RegularExpressions.Find,
        EnvironmentVariable = VariableOf,
        Redirect = redirection,
    };

    private string? VariableOf(string name) => parameters.EnvironmentVariables.GetValueOrDefault(name) ?? environment.Variable(name);
}
