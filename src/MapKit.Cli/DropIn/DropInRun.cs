using MapKit.Configuration;
using MapKit.Lookup;
using MapKit.Native;
using MapKit.Records;

namespace MapKit.Cli.DropIn;

/// <summary>One run of postmap or postalias: what was asked, how it is configured, and where results and messages go.</summary>
internal sealed class DropInRun(DropInTool tool, DropInOptions options, ToolParameters parameters, MessageLog log, CommandEnvironment environment, CancellationToken cancellation)
{
    private LookupOptions? _lookup;

    /// <summary>The tool.</summary>
    public DropInTool Tool => tool;

    /// <summary>The command line.</summary>
    public DropInOptions Options => options;

    /// <summary>The configuration.</summary>
    public ToolParameters Parameters => parameters;

    /// <summary>Messages.</summary>
    public MessageLog Log => log;

    /// <summary>Standard streams.</summary>
    public CommandEnvironment Environment => environment;

    /// <summary>Set by a signal.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether keys and values are checked and folded as UTF-8 (postfix-tables 2.3).</summary>
    public bool Utf8 => parameters.Utf8Enabled && options.RequestUtf8 && (!options.HasMessageKeys || options.ForceUtf8);

    /// <summary>How keys are folded.</summary>
    public KeyFolding Folding => !options.Fold ? KeyFolding.None : Utf8 ? KeyFolding.Unicode : KeyFolding.Ascii;

    /// <summary>Splits an operand.</summary>
    public DropInOperand Operand(string text)
    {
        var operand = DropInOperand.Parse(text, parameters.DefaultDatabaseType);
        log.AddName(operand.Name);
        return operand;
    }

    /// <summary>Opens a table to ask.</summary>
    public LookupTable Open(DropInOperand operand)
    {
        var table = LookupTypes.Open(operand.Type, operand.Name, Lookup);
        log.Inform($"dict_open: {operand.Type}:{operand.Name}");
        return table;
    }

    private LookupOptions Lookup => _lookup ??= new LookupOptions
    {
        Warnings = log,
        Utf8 = Utf8,
        Folding = Folding,
        Nul = options.Nul,
        Version = log.Version,
        Regexp = new LazyPatternEngine(PosixRegularExpressions.Find),
        Pcre = new LazyPatternEngine(Pcre2RegularExpressions.Find),
        EnvironmentVariable = System.Environment.GetEnvironmentVariable,
        Redirect = parameters.Redirect,
    };
}
