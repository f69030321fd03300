using System.Text;
using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Documentation;

/// <summary>
/// A document whose command lines are run, in order, in one folder: a block <c>text file=NAME</c> is written to that file, a comment
/// <c>files: FOLDER</c> copies that folder's files, and a block <c>console</c> holds lines <c>$ COMMAND</c>, each with what it prints. The folder
/// is called /etc/postfix in the document.
/// </summary>
internal sealed partial class DocumentedSession : IDisposable
{
    private const string Shown = "/etc/postfix";
    private const string Fence = "```";

    private static readonly string Command =
        Environment.GetEnvironmentVariable("MAPKIT_COMMAND") ?? Path.Join(AppContext.BaseDirectory, "MapKit.Cli");

    // As long as the name in the document, so that columns have the same width.
    private readonly string _folder = $"/tmp/mk{Convert.ToHexString(Guid.NewGuid().ToByteArray())[..5]}";
    private readonly TemporaryFolder _programs = new();

    public DocumentedSession()
    {
        Directory.CreateDirectory(_folder);
        File.CreateSymbolicLink(_programs.File("mapkit"), Command);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _programs.Dispose();
    }

    /// <summary>Runs the command lines of a document.</summary>
    /// <param name="text">The document.</param>
    /// <returns>The document with what the command lines really print.</returns>
    public string Play(string text)
    {
        var result = new StringBuilder();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            result.Append(lines[i]).Append('\n');
            if (FilesComment().Match(lines[i]) is { Success: true } files)
            {
                foreach (var path in Directory.GetFiles(RepositoryFiles.Path(files.Groups[1].Value))) Write(Path.GetFileName(path), File.ReadAllLines(path));
            }

            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal)) continue;
            var end = Array.IndexOf(lines, Fence, i + 1);
            var block = lines[(i + 1)..end];
            if (FileBlock().Match(lines[i]) is { Success: true } file) Write(file.Groups[1].Value, block);
            result.AppendJoin("", (lines[i] == Fence + "console" ? PlayBlock(block) : block).Select(line => line + "\n")).Append(Fence).Append('\n');
            i = end;
        }

        return result.ToString(0, result.Length - 1);
    }

    /// <summary>A document without what differs from run to run.</summary>
    public static string WithoutTimes(string text) => Times().Replace(text, match => $"{match.Groups[1].Value}N{match.Groups[2].Value}");

    private void Write(string name, string[] lines)
    {
        var path = Path.Join(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")).Replace(Shown, _folder, StringComparison.Ordinal));

        // postmap and postconf wait for a main.cf that has just changed.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
    }

    private IEnumerable<string> PlayBlock(string[] lines)
    {
        foreach (var line in lines.Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
        {
            yield return line;
            foreach (var printed in Run(line[2..])) yield return printed;
        }
    }

    private string[] Run(string line)
    {
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = $"{_programs.Path}:{Environment.GetEnvironmentVariable("PATH")}",
            ["MAIL_CONFIG"] = _folder,
            ["LC_ALL"] = "C",
        };
        var result = Tool.Run("bash", ["-c", $"cd {_folder} && {{ {line.Replace(Shown, _folder, StringComparison.Ordinal)}\n}} 2>&1"], null, variables);
        var output = result.Output.Replace(_folder, Shown, StringComparison.Ordinal).TrimEnd('\n');
        return output.Length == 0 ? [] : output.Split('\n').Select(text => text.TrimEnd()).ToArray();
    }

    [GeneratedRegex("^<!-- files: ([a-z/]+) -->$")]
    private static partial Regex FilesComment();

    [GeneratedRegex("^```text file=([A-Za-z0-9_./-]+)$")]
    private static partial Regex FileBlock();

    [GeneratedRegex("""(\b|"milliseconds":)[0-9]+(?:\.[0-9]+)?( ms\b|(?<="milliseconds":[0-9.]+)(?=[,}]))""")]
    private static partial Regex Times();
}
