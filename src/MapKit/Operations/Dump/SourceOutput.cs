using MapKit.Loading;
using MapKit.Operations.Verify;
using MapKit.Source;

namespace MapKit.Operations.Dump;

/// <summary>Decides in the order of the map which lines of a source are written, and reports the other records.</summary>
/// <param name="names">The alias names in quotes, or null if there are none.</param>
/// <param name="repeated">The keys that may occur more than once, or null if none does.</param>
/// <param name="write">Takes the lines.</param>
/// <param name="report">Receives the records that the source does not reproduce exactly.</param>
internal sealed class SourceOutput(QuotedNames? names, RepeatedKeys? repeated, Action<ReadOnlySpan<byte>> write, Action<SourceProblem> report)
{
    private readonly List<Kept> _quoted = [];

    /// <summary>Lines written.</summary>
    public long Lines { get; private set; }

    /// <summary>Records reported.</summary>
    public long Problems { get; private set; }

    /// <summary>Takes the lines of the next records.</summary>
    public void Take(SourceLines lines)
    {
        if (names is null && repeated is null && lines.AreExact)
        {
            Lines += lines.Count;
            write(lines.Text);
            return;
        }

        for (var i = 0; i < lines.Count; i++) Take(lines[i]);
    }

    /// <summary>Quoted names come last: of names with the same plain form the one with its value must be the first.</summary>
    public void Complete()
    {
        foreach (var kept in _quoted.Where(kept => names!.IsPair(kept.Key, kept.Value))) Write(kept.Line);
        foreach (var kept in _quoted.Where(kept => !names!.IsPair(kept.Key, kept.Value))) Write(kept.Line);
    }

    private void Take(in SourceLine line)
    {
        if (repeated?.IsRepetition(line.Key) == true)
            Report(line, DuplicateKeyWording.LostInSource, isWritten: false);
        else if (names?.IsQuoted(line.Key) == true)
            _quoted.Add(new Kept(line.Key.ToArray(), line.Value.ToArray(), line.Text.ToArray(), line.IsWritten, line.Problem, line.OtherForm));

        // The line for both forms fails if this one does, because it has the same value; both are then reported.
        else if (names?.GivesPlain(line.Key, line.Value) != true || !line.IsWritten)
            Write(line);
    }

    private void Write(in SourceLine line)
    {
        var (isWritten, problem) = (line.IsWritten, line.Problem);
        if (isWritten && line.OtherForm is { } other)
        {
            if (names?.Has(other) != true)
            {
                problem ??= $"compile also stores the name as {DisplayText.Escape(other)}, which the map does not contain";
            }
            else if (!names.IsQuoted(line.Key))
            {
                problem = $"compile also stores the name as {DisplayText.Escape(other)}, which has another value in the map";
                isWritten = false;
            }
        }

        if (problem is not null) Report(line, problem, isWritten);
        if (!isWritten) return;
        Lines++;
        write(line.Text);
    }

    private void Report(in SourceLine line, string reason, bool isWritten)
    {
        Problems++;
        report(new SourceProblem(line.Key.ToArray(), line.Value.ToArray(), reason, isWritten));
    }

    private sealed record Kept(byte[] Key, byte[] Value, byte[] Text, bool IsWritten, string? Problem, byte[]? OtherForm)
    {
        public SourceLine Line => new(Key, Value, Text, IsWritten, Problem, OtherForm);
    }
}
