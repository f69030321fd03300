using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Messages;
using MapKit.Operations.Update;
using MapKit.Platform;

namespace MapKit.Cli.DropIn;

/// <summary><c>-d</c>: deletes keys from every operand.</summary>
internal static class DeleteMode
{
    /// <summary>Runs it.</summary>
    /// <returns>Whether any map had one of the keys.</returns>
    public static bool Run(DropInRun run)
    {
        var operands = run.Options.Operands.Select(run.Operand).ToList();
        if (run.Options.DeletedKey is var typed && typed != "-") return Delete(run, operands, [LosslessText.ToBytes(typed!)]);

        // Only one map is locked at a time. Whether all can be opened is checked before any record is deleted.
        if (operands.Count > 1)
        {
            foreach (var operand in operands) Open(run, operand, run.Log)?.Dispose();
        }

        return Delete(run, operands, ReadKeys(run));
    }

    private static bool Delete(DropInRun run, List<DropInOperand> operands, List<byte[]> keys)
    {
        var found = false;
        var warnings = keys.Select(_ => new DiagnosticList()).ToList();
        try
        {
            foreach (var operand in operands)
            {
                found |= Delete(run, operand, keys, warnings);
                if (MapTypes.TryParse(run.RedirectForDeletion(operand).Type, out var type)) FurtherMaps.Make(run, type, operand.Name);
            }
        }
        finally
        {
            // In Postfix's order: for each key, map by map, including those before a failure.
            foreach (var warning in warnings.SelectMany(list => list)) run.Log.Report(warning);
        }

        return found;
    }

    private static bool Delete(DropInRun run, DropInOperand operand, List<byte[]> keys, List<DiagnosticList> warnings)
    {
        var found = false;
        var sink = new RoutedWarnings(run.Log);
        using var update = Open(run, operand, sink);
        try
        {
            for (var i = 0; i < keys.Count; i++)
            {
                sink.Target = warnings[i];
                found |= update?.Delete(keys[i]) ?? false;
            }
        }
        finally
        {
            // Records that Postfix deletes before a failure stay deleted.
            update?.Commit();
        }

        return found;
    }

    private static MapUpdate? Open(DropInRun run, DropInOperand operand, IDiagnosticSink warnings)
    {
        operand = run.RedirectForDeletion(operand);
        if (LookupTypes.RefusalOf(TableChange.Delete, operand.Type, operand.Name, run.Log.Version) is { } refusal) throw new FatalException(refusal);
        if (!MapTypes.TryParse(operand.Type, out var type)) return null;
        return MapUpdate.Open(type, operand.Name, new MapUpdateOptions
        {
            Warnings = warnings,
            Utf8 = run.Utf8,
            Folding = run.Folding,
            Nul = run.Options.Nul,
            Version = run.Log.Version,
            OnWaiting = run.WarnOfWaiting,
            Cancellation = run.Cancellation,
        });
    }

    private static List<byte[]> ReadKeys(DropInRun run)
    {
        var keys = new List<byte[]>();
        using var lines = new KeyLines(run.Environment.Input);
        while (lines.Read(out var line)) keys.Add(KeyLines.UpToNul(line).ToArray());
        return keys;
    }

    private sealed class RoutedWarnings(IDiagnosticSink first) : IDiagnosticSink
    {
        public IDiagnosticSink Target { get; set; } = first;

        public void Report(Diagnostic diagnostic) => Target.Report(diagnostic);
    }
}
