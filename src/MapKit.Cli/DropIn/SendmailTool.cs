using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Maps;
using MapKit.Source;

namespace MapKit.Cli.DropIn;

/// <summary>
/// <c>newaliases</c>, which is <c>sendmail -bi</c>: postalias for every table of <c>alias_database</c>
/// (docs/formats/aliases.md#newaliases). Of sendmail's modes only this one is MapKit's.
/// </summary>
internal static class SendmailTool
{
    /// <summary>Its names.</summary>
    public const string Newaliases = "newaliases", Sendmail = "sendmail";

    private const string OptionLetters = "A:B:C:F:GIL:N:O:R:UV:X:b:ce:f:h:imno:p:r:q:tvx";
    private const string Flush = "-q";
    private const string MainConfiguration = "main.cf";

    /// <summary>Every fatal error counts as a passing one, so that a caller tries again (EX_TEMPFAIL).</summary>
    private const int TemporaryFailure = 75;

    /// <summary>Runs it.</summary>
    /// <param name="program">Name in messages.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Streams and variables.</param>
    /// <returns>postalias's exit status, or 75.</returns>
    public static int Run(string program, IReadOnlyList<string> arguments, CommandEnvironment environment)
    {
        var log = new MessageLog(program, PostfixVersions.Read(environment), environment) { Verbosity = environment.Variable("MAIL_VERBOSE") is null ? 0 : 1 };
        try
        {
            return Run(program, arguments, log, environment);
        }
        catch (Exception exception) when (exception is FatalException or ConfigurationException)
        {
            log.Fatal(exception.Message);
            return TemporaryFailure;
        }
        catch (OutputException)
        {
            return TemporaryFailure;
        }
    }

    private static int Run(string program, IReadOnlyList<string> arguments, MessageLog log, CommandEnvironment environment)
    {
        // The configuration first, so that the right one is used whatever else the options say.
        var folder = ConfigurationFolder(program, arguments, log);
        var parameters = ToolConfiguration.Read(folder, program, log, environment);
        log.Utf8 = parameters.Utf8Enabled;
        EnterQueueDirectory(parameters.QueueDirectory);

        var aliasFile = ParseOptions(program, arguments, log, out var operands);
        if (operands.Count > 0) throw new FatalException("alias initialization mode requires no recipient");
        if (aliasFile is null && parameters.AliasDatabase.Length == 0) return 0;

        var items = aliasFile is not null
            ? [aliasFile]
            : parameters.AliasDatabase.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var options = Enumerable.Repeat("-v", log.Verbosity).Concat(folder is null ? [] : ["-c", folder]);
        return MapTool.Run(DropInTool.Postalias, [.. options, "--", .. items], environment);
    }

    private static string? ConfigurationFolder(string program, IReadOnlyList<string> arguments, MessageLog log)
    {
        string? folder = null;
        var scanner = new OptionScanner(program, arguments, OptionLetters);
        while (true)
        {
            while (IsFlush(arguments, scanner)) scanner.Next++;
            if (!scanner.Read()) break;

            // It will be said again when the options are read permanently, as Postfix does.
            if (scanner.Option == OptionScanner.Invalid) log.Pass(scanner.Complaint.Span);
            if (scanner.Option != 'C') continue;
            folder = Path.GetFileName(scanner.Value!.TrimEnd('/')) == MainConfiguration ? Path.GetDirectoryName(scanner.Value) : scanner.Value;
            if (folder is "") folder = ".";
        }

        return folder;
    }

    private static string? ParseOptions(string program, IReadOnlyList<string> arguments, MessageLog log, out IReadOnlyList<string> operands)
    {
        var isInitialization = program == Newaliases;
        string? aliasFile = null;
        var scanner = new OptionScanner(program, arguments, OptionLetters);
        while (true)
        {
            if (IsFlush(arguments, scanner)) throw Unsupported(Flush);
            if (!scanner.Read()) break;
            var (option, argument) = (scanner.Option, scanner.Value);
            switch (option)
            {
                case OptionScanner.Invalid:
                    log.Pass(scanner.Complaint.Span);
                    throw new FatalException($"usage: {program} [options]");
                case 'n':
                    throw new FatalException("-n option not supported");
                case 'I':
                    isInitialization = true;
                    break;
                case 'b' when argument!.StartsWith('i'):
                    isInitialization = true;
                    break;
                case 'b' or 'q' or 't':
                    throw Unsupported($"-{option}{argument}");
                case 'o' when argument!.StartsWith('A'):
                    if (argument.Length == 1) throw new FatalException("-oA requires pathname");
                    aliasFile = argument[1..];
                    break;
                case 'v':
                    log.Verbosity++;
                    break;
                default:
                    // Of no meaning here, as in Postfix.
                    break;
            }
        }

        operands = [.. arguments.Skip(scanner.Next)];
        if (!isInitialization) throw Unsupported(program);
        return aliasFile;
    }

    /// <summary>The one option that is not as getopt(3) has it: alone it takes no value.</summary>
    private static bool IsFlush(IReadOnlyList<string> arguments, OptionScanner scanner) =>
        scanner.Next < arguments.Count && arguments[scanner.Next] == Flush;

    private static FatalException Unsupported(string what) =>
        new($"{what}: mapkit only initializes the alias database (newaliases, sendmail -bi); use Postfix's own sendmail for mail");

    private static void EnterQueueDirectory(string path)
    {
        try
        {
            Directory.SetCurrentDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FatalException($"chdir {ByteText.FromText(path)}: {PostfixBehaviour.ReasonOf(exception)}");
        }
    }
}
