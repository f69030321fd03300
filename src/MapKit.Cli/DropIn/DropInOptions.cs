using MapKit.Messages;
using MapKit.Postfix;
using MapKit.Records;

namespace MapKit.Cli.DropIn;

/// <summary>The options of a run of postmap or postalias (docs/formats/postmap-command.md#options).</summary>
internal sealed record DropInOptions
{
    /// <summary><c>-i</c>: entries from standard input are added.</summary>
    public bool Update { get; private set; }

    /// <summary><c>-d</c>: the key to delete; <c>-</c> for keys on standard input.</summary>
    public string? DeletedKey { get; private set; }

    /// <summary><c>-q</c>: the key to look up; <c>-</c> for keys on standard input.</summary>
    public string? QueriedKey { get; private set; }

    /// <summary><c>-s</c>: all records are listed.</summary>
    public bool List { get; private set; }

    /// <summary><c>-c</c>: the folder of main.cf.</summary>
    public string? ConfigurationFolder { get; private set; }

    /// <summary>Not <c>-f</c>: keys are folded.</summary>
    public bool Fold { get; private set; } = true;

    /// <summary><c>-F</c>: values are names of files.</summary>
    public bool FileValues { get; private set; }

    /// <summary><c>-b</c>, <c>-h</c>, <c>-m</c>: which parts of a message are keys.</summary>
    public MessageParts MessageParts { get; private set; }

    /// <summary><c>-j</c>: JSON.</summary>
    public bool Json { get; private set; }

    /// <summary><c>-N</c> or <c>-n</c>: the stored form of keys and values.</summary>
    public NulConvention Nul { get; private set; } = NulConvention.TypeDefault;

    /// <summary>Not <c>-o</c>: root works with the rights of the source's owner.</summary>
    public bool AsSourceOwner { get; private set; } = true;

    /// <summary>Not <c>-p</c>: a new map is readable by those who may read the source.</summary>
    public bool SourcePermissions { get; private set; } = true;

    /// <summary><c>-r</c> or <c>-w</c>: duplicate keys replace or are ignored, without a warning.</summary>
    public RepeatedKeys Repeated { get; private set; } = RepeatedKeys.Warn;

    /// <summary>Not <c>-u</c>: UTF-8 mode as configured.</summary>
    public bool RequestUtf8 { get; private set; } = true;

    /// <summary><c>-U</c>: UTF-8 mode also with <c>-b</c> and <c>-h</c>.</summary>
    public bool ForceUtf8 { get; private set; }

    /// <summary>The operands.</summary>
    public IReadOnlyList<string> Operands { get; private set; } = [];

    /// <summary>Whether keys come from a message.</summary>
    public bool HasMessageKeys => (MessageParts & (MessageParts.Headers | MessageParts.Body)) != 0;

    /// <summary>Reads a command line.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="log">Receives getopt(3)'s messages, and the verbosity.</param>
    /// <exception cref="FatalException">Usage, or options that exclude one another.</exception>
    public static DropInOptions Parse(DropInTool tool, IReadOnlyList<string> arguments, MessageLog log)
    {
        var options = new DropInOptions();
        var scanner = new OptionScanner(tool.Name, arguments, tool.OptionsOf(log.Version));
        while (scanner.Read())
        {
            if (scanner.Option == OptionScanner.Invalid)
            {
                log.Pass(scanner.Complaint.Span);
                throw new FatalException(tool.Usage);
            }

            if (scanner.Option == 'v') log.Verbosity++;
            else options.Take(scanner.Option, scanner.Value, log.Version);
        }

        options.Operands = [.. arguments.Skip(scanner.Next)];
        if (options.Json && !options.List && options.QueriedKey is null) throw new FatalException("option -j requires -q or -s");
        return options;
    }

    private void Take(char option, string? argument, PostfixVersion version)
    {
        if (option is 'd' or 'i' or 'q' or 's') RefuseSecondMode(option, version);
        switch (option)
        {
            case 'N': Nul = NulConvention.WithNul; break;
            case 'n': Nul = NulConvention.WithoutNul; break;
            case 'b': MessageParts |= MessageParts.Body; break;
            case 'c': ConfigurationFolder = argument; break;
            case 'd': DeletedKey = argument; break;
            case 'f': Fold = false; break;
            case 'F': FileValues = true; break;
            case 'h': MessageParts |= MessageParts.Headers; break;
            case 'i': Update = true; break;
            case 'j': Json = true; break;
            case 'm': MessageParts |= MessageParts.Mime; break;
            case 'o': AsSourceOwner = false; break;
            case 'p': SourcePermissions = false; break;
            case 'q': QueriedKey = argument; break;
            case 'r': Repeated = RepeatedKeys.Replace; break;
            case 's': List = true; break;
            case 'u': RequestUtf8 = false; break;
            case 'U': ForceUtf8 = true; break;
            case 'w': Repeated = RepeatedKeys.Ignore; break;
            default: throw new ArgumentOutOfRangeException(nameof(option));
        }
    }

    private void RefuseSecondMode(char option, PostfixVersion version)
    {
        var other = List || QueriedKey is not null || DeletedKey is not null;
        var differences = VersionDifferences.In(version);
        var isSecond = differences.UpdateExcludesOtherModes ? other || Update : other && option != 'i';
        if (isSecond) throw new FatalException(differences.ExclusiveModes);
    }
}
