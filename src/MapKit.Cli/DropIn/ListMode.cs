using MapKit.Records;
using MapKit.Source;

namespace MapKit.Cli.DropIn;

/// <summary><c>-s</c>: every record of the first operand.</summary>
internal static class ListMode
{
    /// <summary>Runs it.</summary>
    /// <returns>Whether there is an operand.</returns>
    public static bool Run(DropInRun run)
    {
        if (run.Options.Operands.Count == 0) return false;
        var operand = run.Operand(run.Options.Operands[0]);
        using var table = run.Open(operand);
        var output = new RecordOutput(run);
        foreach (var (key, value) in table.Records)
        {
            if (key.IsEmpty) RecordWarnings.EmptyKey(run.Log, $"{operand.Type}:{ByteText.FromText(operand.Name)}");
            else if (value.IsEmpty) RecordWarnings.EmptyValue(run.Log, $"{operand.Type}:{ByteText.FromText(operand.Name)}", key.Span);
            if (!run.Options.FileValues) output.Record(key.Span, value.Span);
            else if (FileValues.TryDecode(value.Span, out var decoded, out var problem)) output.Record(key.Span, decoded);
            else run.Log.Warn($"table {table.Type}:{table.Name}: key {ByteText.FromBytes(key.Span)}: {problem}");
        }

        return true;
    }
}
