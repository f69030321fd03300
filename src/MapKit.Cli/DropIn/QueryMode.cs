using MapKit.Configuration;
using MapKit.Messages;
using MapKit.Platform;

namespace MapKit.Cli.DropIn;

/// <summary><c>-q</c>: one key, keys from standard input, or a message as keys.</summary>
internal static class QueryMode
{
    /// <summary>Number of keys after which it is checked whether the reader of the answers still exists.</summary>
    private const int KeysBetweenChecks = 1 << 14;

    /// <summary>Runs it.</summary>
    /// <returns>Whether anything was found.</returns>
    public static bool Run(DropInRun run)
    {
        using var tables = new OperandTables(run);
        var output = new RecordOutput(run);
        if (run.Options.QueriedKey is var typed && typed != "-")
        {
            var key = LosslessText.ToBytes(typed!);
            if (!tables.TryFind(key, out var value, decode: true, asGiven: true)) return false;
            output.Answer(key, value.Span);
            return true;
        }

        return run.Options.HasMessageKeys ? AskForMessage(run, tables, output) : AskForLines(run, tables, output);
    }

    private static bool AskForLines(DropInRun run, OperandTables tables, RecordOutput output)
    {
        var found = false;
        using var keys = new KeyLines(run.Environment.Input);
        for (var asked = 0L; keys.Read(out var line); asked++)
        {
            if (asked % KeysBetweenChecks == 0) run.Environment.Output.ThrowIfClosedByReader();
            var key = KeyLines.UpToNul(line);
            if (!tables.TryFind(key, out var value, decode: true, asGiven: false)) continue;
            output.Record(key, value.Span);
            found = true;
        }

        return found;
    }

    private static bool AskForMessage(DropInRun run, OperandTables tables, RecordOutput output)
    {
        var found = false;
        MessageKeys.Read(run.Environment.Input, run.Options.MessageParts, LimitsOf(run.Parameters), key =>
        {
            if (!tables.TryFind(key.Text, out var value, decode: false, asGiven: false)) return true;
            output.Record(key.Text, value.Span);
            return found = true;
        });
        return found;
    }

    private static MessageLimits LimitsOf(ToolParameters parameters) => new()
    {
        HeaderSize = parameters.HeaderSizeLimit,
        Nesting = parameters.MimeNestingLimit,
        BoundaryLength = parameters.MimeBoundaryLengthLimit,
    };
}
