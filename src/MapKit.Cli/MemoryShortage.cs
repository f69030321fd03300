using System.Globalization;
using MapKit.Platform;

namespace MapKit.Cli;

/// <summary>The message for a process that may not use enough memory for its work.</summary>
internal static class MemoryShortage
{
    private const int Megabyte = 1 << 20;

    /// <summary>The memory of a small run.</summary>
    private const int Base = 16;

    /// <summary>The factor of a verb that is not listed.</summary>
    private const double UsualMultiple = 3;

    /// <summary>The memory that a verb needs, as a multiple of its largest file; measured on tables of a million entries.</summary>
    private static readonly Dictionary<string, double> Multiples = new(StringComparer.Ordinal)
    {
        ["compile"] = 2.5,
        ["lint"] = 2.5,
        ["verify"] = 2.5,
        ["diff"] = 2.5,
        ["convert"] = 2.5,
        ["postmap"] = 2.5,
        ["postalias"] = 2.5,
        ["crosscheck"] = 10,
        ["set"] = 4.5,
        ["unset"] = 4.5,
        ["rename"] = 4.5,
        ["fmt"] = 5.5,
    };

    /// <summary>Whether an exception means too little memory.</summary>
    public static bool Is(Exception exception) => exception.GetBaseException() is OutOfMemoryException;

    /// <summary>Prints the line.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Where to.</param>
    public static void Report(string[] arguments, CommandEnvironment environment)
    {
        var verb = arguments.Length > 0 ? arguments[0] : "";
        var limit = MemoryLimit.Find();
        var available = limit.Bytes / Megabyte;
        var size = arguments.Skip(1).Sum(SizeOf);
        var needed = Base + (long)(size * Multiples.GetValueOrDefault(verb, UsualMultiple) / Megabyte);
        var message = size == 0 || needed <= available
            ? string.Create(CultureInfo.InvariantCulture, $"out of memory: {available} MB ({limit.Name}) are not enough; allow more")
            : string.Create(CultureInfo.InvariantCulture, $"out of memory: about {needed} MB are needed for {Math.Max(size / Megabyte, 1)} MB of tables, but only {available} MB may be used ({limit.Name})");
        MapkitCommand.Fail(environment, verb == "compile" ? $"{message}; --memory SIZE sorts on disk" : message);
    }

    /// <summary>The bytes of the largest file that an argument names: the argument, or the part after its type, optionally with the suffix of a map.</summary>
    private static long SizeOf(string argument)
    {
        var name = argument[(argument.IndexOf(':', StringComparison.Ordinal) + 1)..];
        string[] names = [argument, name, name + ".db", name + ".lmdb", name + ".cdb"];
        return names.Where(File.Exists).Max(static path => (long?)new FileInfo(path).Length) ?? 0;
    }
}
