namespace MapKit.Cli.DropIn;

/// <summary>The Postfix programs that MapKit replaces: as <c>mapkit postmap ...</c>, or by a link of that name.</summary>
internal static class DropIns
{
    private delegate int Entry(IReadOnlyList<string> arguments, CommandEnvironment environment);

    private static readonly (string Name, Entry Run)[] Rows =
    [
        (DropInTool.Postmap.Name, (arguments, environment) => MapTool.Run(DropInTool.Postmap, arguments, environment)),
        (DropInTool.Postalias.Name, (arguments, environment) => MapTool.Run(DropInTool.Postalias, arguments, environment)),
        (SendmailTool.Newaliases, (arguments, environment) => SendmailTool.Run(SendmailTool.Newaliases, arguments, environment)),
        (SendmailTool.Sendmail, (arguments, environment) => SendmailTool.Run(SendmailTool.Sendmail, arguments, environment)),
    ];

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => Rows.Select(row => row.Name);

    /// <summary>Runs a drop-in if one is called.</summary>
    /// <param name="program">Name under which the program was called, with or without its folder.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Streams and variables.</param>
    /// <param name="status">The exit status.</param>
    /// <returns>Whether a drop-in was called.</returns>
    public static bool TryRun(string program, string[] arguments, CommandEnvironment environment, out int status)
    {
        var (entry, skipped) = Find(program, arguments);
        status = entry?.Invoke(arguments[skipped..], environment) ?? 0;
        return entry is not null;
    }

    /// <summary>Whether a drop-in is called.</summary>
    /// <param name="program">Name under which the program was called, with or without its folder.</param>
    /// <param name="arguments">Its arguments.</param>
    public static bool AreCalled(string program, string[] arguments) => Find(program, arguments).Entry is not null;

    /// <summary>The drop-in, and how many arguments name it.</summary>
    private static (Entry? Entry, int Skipped) Find(string program, string[] arguments)
    {
        var name = Path.GetFileName(program.AsSpan());
        if (OperatingSystem.IsWindows() && name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)) name = name[..^4];
        return Find(name) is { } own ? (own, 0) : arguments.Length > 0 && Find(arguments[0]) is { } named ? (named, 1) : (null, 0);
    }

    private static Entry? Find(ReadOnlySpan<char> name)
    {
        foreach (var (known, run) in Rows)
        {
            if (name.SequenceEqual(known)) return run;
        }

        return null;
    }
}
