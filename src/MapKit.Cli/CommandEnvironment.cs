using MapKit.Cli.Rendering;
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Cli;

/// <summary>A command's standard streams, whether they are terminals, and the environment variables. Tests pass their own.</summary>
internal sealed class CommandEnvironment : IDisposable
{
    private readonly Stream _error;

    /// <summary>Creates an environment.</summary>
    public CommandEnvironment(Stream input, Stream output, Stream error, bool outputIsTerminal, bool errorIsTerminal, Func<string, string?> variable)
    {
        _error = new MessageStream(error);
        Input = input;
        Messages = new MessageWriter(_error, errorIsTerminal) { NewLine = "\n" };
        Output = new ByteWriter(output, outputIsTerminal, outputIsTerminal && errorIsTerminal ? Messages.ClearLine : null);
        OutputIsTerminal = outputIsTerminal;
        ErrorIsTerminal = errorIsTerminal;
        Variable = variable;
    }

    /// <summary>Standard input.</summary>
    public Stream Input { get; }

    /// <summary>Standard input as a file handle, if it has one: <c>postmap -i</c> uses its owner. Not owned.</summary>
    public SafeFileHandle? InputHandle { get; private init; }

    /// <summary>Standard output as a file handle, if it has one. Not owned.</summary>
    public SafeFileHandle? OutputHandle { get; private init; }

    /// <summary>Whether all of standard input is available at once, so that no caller waits for answers before it sends more.</summary>
    public bool InputIsFile => InputHandle is null ? Input.CanSeek : new FileStream(InputHandle, FileAccess.Read, bufferSize: 0).CanSeek;

    /// <summary>Results, as bytes: keys and values are written exactly as stored, except their control characters on a terminal.</summary>
    public ByteWriter Output { get; }

    /// <summary>Messages, UTF-8.</summary>
    public TextWriter Error => Messages;

    /// <summary>Messages, and the line of progress below them.</summary>
    public MessageWriter Messages { get; }

    /// <summary>Whether standard output is a terminal.</summary>
    public bool OutputIsTerminal { get; }

    /// <summary>Returns the number of columns of the terminal that shows the results.</summary>
    public Func<int> OutputWidth { get; init; } = static () => int.MaxValue;

    /// <summary>Returns the number of columns of the terminal that shows the messages.</summary>
    public Func<int> ErrorWidth { get; init; } = static () => 80;

    /// <summary>The number of columns for help: those of the terminal within reason, 80 elsewhere.</summary>
    public int HelpWidth => OutputIsTerminal ? Math.Clamp(OutputWidth(), 40, 100) : 80;

    /// <summary>Whether standard error is a terminal.</summary>
    public bool ErrorIsTerminal { get; }

    /// <summary>Whether to use colours, as the option says.</summary>
    public ColorChoice Colors { get; set; }

    /// <summary>Whether results are JSON, so that errors are too.</summary>
    public bool IsJson { get; set; }

    /// <summary>Whether notes and results that say only that all went well are omitted.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Whether to say what was decided and why.</summary>
    public bool IsVerbose { get; set; }

    /// <summary>Whether standard output shows colours.</summary>
    public bool PaintsOutput => Paints(OutputIsTerminal);

    /// <summary>Whether standard error shows colours.</summary>
    public bool PaintsError => Paints(ErrorIsTerminal);

    /// <summary>Text for standard output. On a terminal its lines are wrapped after whole words.</summary>
    public string FitOutput(string text) => OutputIsTerminal ? TerminalText.Wrap(text, OutputWidth()) : text;

    /// <summary>As <see cref="FitOutput"/>, for standard error.</summary>
    public string FitError(string text) => ErrorIsTerminal ? TerminalText.Wrap(text, ErrorWidth()) : text;

    /// <summary>Text for standard output, in a colour if the output shows colours.</summary>
    /// <param name="text">The text.</param>
    /// <param name="color">The colour.</param>
    public string Paint(string text, AnsiColor color) => PaintsOutput && color != AnsiColor.None ? $"\e[{(int)color}m{text}\e[0m" : text;

    /// <summary>As <see cref="Paint"/>, for standard error.</summary>
    public string PaintError(string text, AnsiColor color) => PaintsError && color != AnsiColor.None ? $"\e[{(int)color}m{text}\e[0m" : text;

    /// <summary>Value of an environment variable, or null.</summary>
    public Func<string, string?> Variable { get; }

    /// <summary>The environment of this process.</summary>
    /// <param name="mayBeClosed">Whether a closed standard stream is empty, as for Postfix's tools; otherwise its use is an error.</param>
    public static CommandEnvironment OfProcess(bool mayBeClosed) => new(
        StandardStreams.InputWasClosed && !mayBeClosed ? new ClosedInput() : Console.OpenStandardInput(),
        StandardStreams.OutputWasClosed && !mayBeClosed ? new ClosedOutput() : LibC.IsSupported ? new StandardStream(new SafeFileHandle(1, ownsHandle: false)) : Console.OpenStandardOutput(),
        LibC.IsSupported ? new StandardStream(new SafeFileHandle(2, ownsHandle: false)) : Console.OpenStandardError(),
        !Console.IsOutputRedirected,
        !Console.IsErrorRedirected,
        Environment.GetEnvironmentVariable)
    {
        InputHandle = OperatingSystem.IsWindows() ? null : new SafeFileHandle(0, ownsHandle: false),
        OutputHandle = OperatingSystem.IsWindows() ? null : new SafeFileHandle(1, ownsHandle: false),
        OutputWidth = static () => ColumnsOf(1) is > 0 and var width ? width : int.MaxValue,
        ErrorWidth = static () => ColumnsOf(2) is > 0 and var width ? width : 80,
    };

    private static int ColumnsOf(int descriptor) => LibC.IsSupported ? LibC.Columns(descriptor) : Console.WindowWidth;

    /// <summary>
    /// The option decides, then the variables by which users decide for all programs: <c>NO_COLOR</c> before <c>FORCE_COLOR</c> and
    /// <c>CLICOLOR_FORCE</c>, which also colour what is no terminal.
    /// </summary>
    private bool Paints(bool isTerminal) => Colors switch
    {
        ColorChoice.Always => true,
        ColorChoice.Never => false,
        _ when !string.IsNullOrEmpty(Variable("NO_COLOR")) => false,
        _ when IsOn("FORCE_COLOR") || IsOn("CLICOLOR_FORCE") => true,
        _ => isTerminal && Variable("TERM") != "dumb",
    };

    private bool IsOn(string variable) => Variable(variable) is not (null or "" or "0");

    /// <summary>Writes a message of arbitrary bytes in one write.</summary>
    public void WriteError(ReadOnlySpan<byte> line)
    {
        Error.Flush();
        _error.Write(line);
        _error.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Output.Dispose();
        }
        catch (OutputException)
        {
            // The remains of a failed command, whose exit status reports the failure.
        }

        Error.Dispose();
    }
}

/// <summary>When to use colours.</summary>
internal enum ColorChoice
{
    /// <summary>On a terminal.</summary>
    Auto,

    /// <summary>Everywhere.</summary>
    Always,

    /// <summary>Nowhere.</summary>
    Never,
}
