using System.Globalization;
using MapKit.Cli.Rendering;
using MapKit.Maps;
using MapKit.Operations;
using MapKit.Operations.CrossCheck;
using MapKit.Source;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>A report as text: a line with the result, and a line for each difference.</summary>
internal static class CrossCheckText
{
    /// <summary>Starts the message for a check that has nothing to compare with.</summary>
    public const string NothingToCheckAgainst = "nothing to check against";

    /// <summary>The result in one word.</summary>
    public static string NameOf(CrossCheckOutcome outcome) => outcome switch
    {
        CrossCheckOutcome.Same => "same",
        CrossCheckOutcome.Differs => "differs",
        _ => "not checked",
    };

    /// <summary>The kind of a difference in one word.</summary>
    public static string NameOf(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => "missing",
        DifferenceKind.Extra => "extra",
        _ => "differs",
    };

    /// <summary>Why something was not checked.</summary>
    public static string NotChecked(CrossCheckReport report, string reference, CrossCheckShown shown) =>
        $"{MapTypes.NameOf(report.Type)}:{report.SourcePath}: {NothingToCheckAgainst}: {reference} does not build this type ({shown.Message(report.Refusal!)})";

    /// <summary>Writes a report.</summary>
    public static void Write(ByteWriter output, CrossCheckReport report, CrossCheckShown shown)
    {
        var (ours, theirs) = (report.MapKit!, report.Reference!);
        output.WriteLine($"{MapTypes.NameOf(report.Type)}:{report.SourcePath}: {NameOf(report.Outcome)} ({SideOf(ours)}; {SideOf(theirs)})");
        if (report.Failure is { } failure) output.WriteLine($"    {(theirs.ExitStatus is null ? ours.Engine : "both")}: {shown.Message(failure)}");
        foreach (var line in Differences(report, shown)) output.WriteLine("    " + line);
    }

    private static string SideOf(CrossCheckSide side) => string.Create(
        CultureInfo.InvariantCulture,
        $"{side.Engine}: {(side.MapSuffix is null ? "no map" : Count(side.Records, "record"))}, {side.Elapsed.TotalMilliseconds:0.#} ms");

    private static IEnumerable<string> Differences(CrossCheckReport report, CrossCheckShown shown)
    {
        var (ours, theirs) = (report.MapKit!, report.Reference!);
        if (ours.ExitStatus is { } status && theirs.ExitStatus is { } theirStatus && status != theirStatus)
            yield return Invariant($"exit status: {ours.Engine} {status}, {theirs.Engine} {theirStatus}");
        if (ours.MapSuffix != theirs.MapSuffix)
            yield return $"map: {ours.Engine} {ours.MapSuffix ?? "none"}, {theirs.Engine} {theirs.MapSuffix ?? "none"}";
        foreach (var side in new[] { ours, theirs }.Where(side => side.MapProblem is not null))
            yield return $"the map of {side.Engine} cannot be read: {side.MapProblem}";

        foreach (var message in report.Messages) yield return $"message {NameOf(message.Kind)}: {shown.Message(message.Text)}";
        if (report.DifferingMessages > report.Messages.Count) yield return $"... and {Count(report.DifferingMessages - report.Messages.Count, "more message")}";
        if (report.MessagesInOtherOrder) yield return "the messages are the same, in another order";

        var records = Records(report.Records, (report.MissingRecords, report.ExtraRecords, report.DifferingRecords), ours.Engine, theirs.Engine, shown);
        foreach (var line in records) yield return line;
        if (report.Reading is { IsSame: false } reading) foreach (var line in ReadingLines(reading, ours.Engine, theirs.Engine, shown)) yield return line;
        if (report.RecordsInOtherOrder) yield return "the records are the same, in another order";
        if (report.FirstDifferingByte is { } at) yield return Invariant($"bytes: {ours.Bytes} and {theirs.Bytes}, first difference at {at}");
    }

    private static IEnumerable<string> ReadingLines(CrossCheckReading reading, string ours, string theirs, CrossCheckShown shown)
    {
        if (reading.Problem is { } problem) yield return $"the map of {ours} cannot be read by {theirs}: {problem}";
        else yield return $"the map of {ours} as both read it:";
        foreach (var line in Records(reading.Listed, (reading.Missing, reading.Extra, reading.Differing), ours, theirs, shown)) yield return "    " + line;
    }

    private static IEnumerable<string> Records(
        IReadOnlyList<CrossCheckRecord> listed, (long Missing, long Extra, long Differing) counts, string ours, string theirs, CrossCheckShown shown)
    {
        foreach (var record in listed) yield return RecordOf(record, ours, theirs, shown);
        var all = counts.Missing + counts.Extra + counts.Differing;
        if (all > listed.Count) yield return $"... and {Count(all - listed.Count, "more record")}";
        if (all > 0) yield return Invariant($"records: {counts.Missing} missing, {counts.Extra} extra, {counts.Differing} with another value");
    }

    private static string RecordOf(CrossCheckRecord record, string ours, string theirs, CrossCheckShown shown)
    {
        var start = $"record {NameOf(record.Kind)}: {Display(shown.Key(record))}";
        return record.Kind switch
        {
            DifferenceKind.Missing => $"{start} {Display(shown.Value(record.ReferenceValue))}",
            DifferenceKind.Extra => $"{start} {Display(shown.Value(record.Value))}",
            _ => $"{start}: {ours} {Display(shown.Value(record.Value))}, {theirs} {Display(shown.Value(record.ReferenceValue))}",
        };
    }

    private static string Display(ReadOnlyMemory<byte> bytes) => $"\"{DisplayText.Escape(bytes.Span)}\"";

    private static string Count(long count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
