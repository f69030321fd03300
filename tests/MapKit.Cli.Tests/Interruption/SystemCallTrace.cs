using System.Text.RegularExpressions;

namespace MapKit.Cli.Tests.Interruption;

/// <summary>The system calls of a run, read from what <c>strace -f -y -s 0 -o FILE</c> wrote.</summary>
internal sealed partial class SystemCallTrace
{
    private const string Unfinished = "<unfinished ...>";
    private const string NeverFinished = "= ?";
    private const string Injected = "(INJECTED)";

    private readonly string _folder;
    private readonly IReadOnlySet<string> _lastingNames;
    private readonly List<SystemCall> _calls = [];
    private readonly Dictionary<(string Thread, string Name), int> _occurrences = [];
    private readonly Dictionary<(string Name, string Target), int> _turns = [];
    private readonly Dictionary<string, SystemCall> _pending = [];
    private readonly Dictionary<string, string> _descriptors = [];

    /// <summary>Reads a trace.</summary>
    /// <param name="lines">The lines of the file.</param>
    /// <param name="folder">Absolute path of the map's folder.</param>
    /// <param name="lastingNames">Names in that folder that are the same in every run.</param>
    public SystemCallTrace(IEnumerable<string> lines, string folder, IReadOnlySet<string> lastingNames)
    {
        _folder = folder;
        _lastingNames = lastingNames;
        foreach (var line in lines) Read(line);
    }

    /// <summary>All calls in the order in which they began.</summary>
    public IReadOnlyList<SystemCall> Calls => _calls;

    /// <summary>The call in which the process was killed as a thread reached that occurrence of it, or null.</summary>
    public SystemCall? KilledIn(string name, int occurrence) =>
        _calls.Find(call => !call.IsFinished && call.Place.Name == name && call.Occurrence == occurrence);

    private void Read(string line)
    {
        if (OpenedFile().Match(line) is { Success: true } opened) _descriptors[opened.Groups["descriptor"].Value] = opened.Groups["path"].Value;
        if (ResumedCall().Match(line) is { Success: true } resumed)
        {
            if (!_pending.Remove(resumed.Groups["thread"].Value, out var pending)) return;
            pending.IsFinished = !line.EndsWith(NeverFinished, StringComparison.Ordinal);
            pending.IsInjected = line.EndsWith(Injected, StringComparison.Ordinal);
        }
        else if (BegunCall().Match(line) is { Success: true } begun)
        {
            Begin(begun.Groups["thread"].Value, begun.Groups["name"].Value, begun.Groups["rest"].Value);
        }
    }

    private void Begin(string thread, string name, string rest)
    {
        var isUnfinished = rest.EndsWith(Unfinished, StringComparison.Ordinal);
        var (target, isInFolder) = Target(Arguments(name, rest));
        var call = new SystemCall(
            new CallPlace(name, target, Next(_turns, (name, target))), isInFolder, Next(_occurrences, (thread, name)))
        {
            IsFinished = !isUnfinished && !rest.EndsWith(NeverFinished, StringComparison.Ordinal),
            IsInjected = rest.EndsWith(Injected, StringComparison.Ordinal),
        };
        _calls.Add(call);
        if (isUnfinished) _pending[thread] = call;
    }

    /// <summary>The arguments that are known when the call begins: a killed call shows no others.</summary>
    private static string Arguments(string name, string rest)
    {
        if (name is "readlink" or "readlinkat" or "execve") return FirstString().Match(rest).Value;
        var end = rest.LastIndexOf(" = ", StringComparison.Ordinal);
        return end < 0 ? rest : rest[..end];
    }

    private (string Target, bool IsInFolder) Target(string arguments)
    {
        var paths = PathArgument().Matches(arguments).Select(match => ThroughDescriptor(match.Groups["path"].Value)).ToArray();
        var inFolder = paths.Where(IsInFolder).Select(NameInFolder).ToArray();
        return inFolder.Length > 0 ? (string.Join(", ", inFolder), true) : (paths.FirstOrDefault() ?? "", false);
    }

    /// <summary>A path through an open folder is one in that folder.</summary>
    private string ThroughDescriptor(string path)
    {
        if (DescriptorPath().Match(path) is not { Success: true } match || !_descriptors.TryGetValue(match.Groups["descriptor"].Value, out var folder)) return path;
        return match.Groups["name"].Value is var name && name is "" or "." ? folder : $"{folder}/{name}";
    }

    private bool IsInFolder(string path) => path == _folder || path.StartsWith(_folder + "/", StringComparison.Ordinal);

    private string NameInFolder(string path)
    {
        if (path == _folder) return ".";
        var name = path[(_folder.Length + 1)..];
        return _lastingNames.Contains(name) ? name : "*";
    }

    private static int Next<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull =>
        counts[key] = counts.GetValueOrDefault(key) + 1;

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<rest>.*)$")]
    private static partial Regex BegunCall();

    [GeneratedRegex(@"^(?<thread>\d+) +<\.\.\. \w+ resumed>")]
    private static partial Regex ResumedCall();

    [GeneratedRegex(@"= (?<descriptor>\d+)<(?<path>/[^>]*)>$")]
    private static partial Regex OpenedFile();

    [GeneratedRegex(@"^/proc/self/fd/(?<descriptor>\d+)(?:/(?<name>.*))?$")]
    private static partial Regex DescriptorPath();

    /// <summary>All up to the end of the first quoted argument.</summary>
    [GeneratedRegex("^[^\"]*\"[^\"]*\"")]
    private static partial Regex FirstString();

    /// <summary>A quoted path, or what strace -y says of a descriptor.</summary>
    [GeneratedRegex("\"(?<path>[^\"]*)\"|<(?<path>/[^>]*)>")]
    private static partial Regex PathArgument();
}
