using MapKit.Configuration.Clients;
using MapKit.Linting.Sources;
using MapKit.Loading;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Platform;

namespace MapKit.Cli.Commands.Options;

/// <summary>What a verb is given instead of the source of a map: each is named, with what to type. All are checked before the first file is written.</summary>
internal static class SourceOperand
{
    private const string StandardInput = "-";

    /// <summary>The files of Postfix's own that lie beside its tables.</summary>
    private static readonly string[] OwnFiles = ["dynamicmaps.cf", "postfix-files", "makedefs.out", "bounce.cf.default"];

    /// <summary>Whether all operands of <c>compile</c> can be sources; prints what the others are.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="force">Whether a regular file is taken whatever it is.</param>
    /// <param name="environment">Where to.</param>
    public static bool AreAllSources(IReadOnlyList<string> operands, bool force, CommandEnvironment environment) =>
        AreAllRight(operands, operand => operand == StandardInput ? null : ProblemOf(TableOperand.Parse(operand).Name, force, " (--force compiles it)"), environment);

    /// <summary>Whether nothing speaks against any of the operands; prints what does.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="check">What speaks against one, or null; it may throw what is expected of a file.</param>
    /// <param name="environment">Where to.</param>
    public static bool AreAllRight<T>(IReadOnlyList<T> operands, Func<T, string?> check, CommandEnvironment environment)
    {
        var problems = operands.Select(operand => ProblemOf(operand, check)).OfType<string>().ToArray();
        foreach (var problem in problems) MapkitCommand.Fail(environment, problem);
        if (problems.Length > 0 && operands.Count > problems.Length) MapkitCommand.Note(environment, "nothing was written: correct the operands first");
        return problems.Length == 0;
    }

    /// <summary>What a file is instead of a source, or null.</summary>
    /// <param name="path">The file.</param>
    /// <param name="force">Whether a regular file is taken whatever it is.</param>
    /// <param name="whatForceDoes">The end of the message.</param>
    /// <exception cref="IOException">It is missing, or a map.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? ProblemOf(string path, bool force, string whatForceDoes = "")
    {
        if (Directory.Exists(path)) return $"{path}: is a directory, not a table{(LintOperand.IsFolder(path) ? $"; to check it: mapkit status -c {path}" : "")}";

        // A pipe can be read only once. Opening a missing file says why it is missing, and opening a map that it is one.
        if (!FilePresence.IsRegularFile(path) && FilePresence.FileExists(path)) return null;
        using var source = SourceFile.OpenText(path);
        if (force) return null;
        var start = new byte[NotText.Examined];
        return KindOf(path, start.AsSpan(0, source.Stream.Read(start))) is { } kind ? $"{path}: {kind}{whatForceDoes}" : null;
    }

    private static string? ProblemOf<T>(T operand, Func<T, string?> check)
    {
        try
        {
            return check(operand);
        }
        catch (Exception exception) when (MapkitCommand.IsExpected(exception))
        {
            return exception.Message;
        }
    }

    private static string? KindOf(string path, ReadOnlySpan<byte> start)
    {
        var name = Path.GetFileName(path);
        if (name is LintOperand.MainName or LintOperand.MasterName || name.StartsWith(LintOperand.MainName + ".", StringComparison.Ordinal) || name.StartsWith(LintOperand.MasterName + ".", StringComparison.Ordinal))
            return $"is a Postfix configuration file, not a table; to check it: mapkit lint {path}";
        if (OwnFiles.Contains(name)) return "is a file of Postfix itself, not a table";
        if (OpenDkimTable.IsNamed(path)) return OpenDkimTable.Description;
        if (ClientType.ForFileName(name) is { } client) return $"has the settings of a {client.Name} client, which Postfix reads directly; to check it: mapkit lint {path}";
        if (RuleTableTypes.ForFileName(path) is { } rules and not RuleTableType.RegexpOrPcre) return $"is a {NameOf(rules)} table, which Postfix reads directly, without a map; to check it: mapkit lint {path}";
        if (start.StartsWith("#!"u8)) return "is a script, not a table";
        if (NotText.Find(path, start) is { } finding) return $"{finding.Message.Split(';')[0]}, so it is not a table; {finding.Help}";
        if (RuleTableTypes.ForContent(start) is not null) return $"is a table of regular expressions, which Postfix reads directly, without a map; to check it: mapkit lint regexp:{path}";
        return null;
    }

    private static string NameOf(RuleTableType type) => type.ToString().ToLowerInvariant();
}
