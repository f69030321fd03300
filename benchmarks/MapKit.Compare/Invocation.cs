namespace MapKit.Compare;

/// <summary>A program as it is started, from nothing to its end.</summary>
/// <param name="Program">Its path or name.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Invocation(string Program, params string[] Arguments)
{
    /// <summary>The file that is its standard input.</summary>
    public string Input { get; init; } = "/dev/null";

    /// <summary>Files that are removed before it is started; that takes no part in the time.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Files that are copied before it is started, which it changes; that takes no part in the time.</summary>
    public IReadOnlyList<(string From, string To)> Copied { get; init; } = [];

    /// <summary>How often the program does its work in one start, where one is too short to be measured.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The exit status that is right.</summary>
    public int Status { get; init; }

    /// <summary>Commands of a shell.</summary>
    /// <param name="script">The commands, which see the arguments as <c>$0</c>, <c>$1</c> and so on.</param>
    /// <param name="arguments">The arguments.</param>
    public static Invocation OfShell(string script, params string[] arguments) => new("/bin/sh", ["-c", script, .. arguments]);

    /// <summary>As one would type it.</summary>
    public override string ToString() => string.Join(' ', [Program, .. Arguments]);
}
