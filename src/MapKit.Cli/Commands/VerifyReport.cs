using System.Globalization;
using System.Text.Json;
using MapKit.Cli.Rendering;
using MapKit.Entries;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Operations;
using MapKit.Operations.Dump;
using MapKit.Operations.Verify;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands;

/// <summary>The output of <c>verify</c>: a line for each problem and difference when it is found, and a summary line.</summary>
/// <param name="environment">Where to.</param>
/// <param name="path">The map.</param>
/// <param name="json">JSON lines instead of text.</param>
/// <param name="mask">What hides the secrets.</param>
internal sealed class VerifyReport(CommandEnvironment environment, string path, bool json, SecretMask mask)
{
    /// <summary>Prints a problem of the file.</summary>
    public void Write(MapProblem problem) => Write("problem", problem, string.Empty);

    /// <summary>Prints a difference from the source.</summary>
    public void Write(SourceDifference difference)
    {
        if (json) JsonLine.Write(environment.Output, NameOf(difference.Kind), writer => WriteJson(writer, difference));
        else environment.Output.WriteLine($"{path}: {Text(difference)}");
    }

    /// <summary>Prints a record that the salvaged source does not reproduce.</summary>
    public void Write(SourceProblem problem)
    {
        if (!json)
        {
            environment.Output.WriteLine($"{path}: not salvaged: {DisplayText.Escape(mask.Key(problem.Key, problem.Value).Span)}: {problem.Reason}");
            return;
        }

        JsonLine.Write(environment.Output, "notSalvaged", writer =>
        {
            writer.WriteString("map", path);
            JsonLine.WriteBytes(writer, "key", mask.Key(problem.Key, problem.Value).Span);
            writer.WriteString("message", problem.Reason);
        });
    }

    /// <summary>Prints the numbers of salvaged and lost records.</summary>
    public void Write(string output, SalvageResult result)
    {
        foreach (var loss in result.Losses) Write("loss", loss, "lost: ");
        if (!json)
        {
            var syntax = result.Syntax == SourceSyntax.Aliases ? "aliases" : "plain";
            environment.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{output}: {Count(result.Written.Lines, "entry", "entries")} salvaged ({syntax} syntax), {Count(result.LossCount, "loss", "losses")}"));
            return;
        }

        JsonLine.Write(environment.Output, "salvage", writer =>
        {
            writer.WriteString("map", path);
            writer.WriteString("output", output);
            writer.WriteString("type", MapTypes.NameOf(result.Type));
            writer.WriteString("syntax", result.Syntax == SourceSyntax.Aliases ? "aliases" : "plain");
            writer.WriteNumber("entries", result.Written.Lines);
            writer.WriteNumber("notSalvaged", result.Written.Problems);
            writer.WriteNumber("losses", result.LossCount);
        });
    }

    /// <summary>Prints the summary.</summary>
    public void Write(VerifyResult result)
    {
        if (json)
        {
            JsonLine.Write(environment.Output, "result", writer => WriteJson(writer, result));
            return;
        }

        var structure = result.Structure.IsSound ? "sound" : $"damaged: {Problems(result.Structure)}";
        var source = result.Source is null ? string.Empty
            : result.Differences == 0 ? $"; the same as {result.Source}"
            : $"; {Count(result.Differences, "difference", "differences")} from {result.Source}";
        var databases = result.Structure.Databases is { Count: > 0 } names ? $"; holds {DatabaseNames.Shown(names)}, which Postfix does not read" : string.Empty;
        environment.Output.WriteLine($"{path}: {structure} ({MapTypes.NameOf(result.Structure.Type)}, {Count(result.Records, "record", "records")}){databases}{source}");
    }

    /// <summary>Prints the summary of a table on a server.</summary>
    /// <param name="table">The table.</param>
    /// <param name="state">What the server says of it; null if it says nothing.</param>
    /// <param name="comparison">The comparison with the source.</param>
    /// <param name="source">The source, or null.</param>
    public void Write(ServerTable table, ServerState? state, LookupComparison comparison, string? source)
    {
        var published = state?.Published;
        if (json)
        {
            JsonLine.Write(environment.Output, "result", writer =>
            {
                writer.WriteString("map", path);
                writer.WriteString("type", table.Type);
                writer.WriteBoolean("sound", state?.Problem is null);
                writer.WriteNumber("problems", state?.Problem is null ? 0 : 1);
                writer.WriteNumber("records", source is null ? published?.Entries ?? 0 : comparison.Records);
                if (state is not null) writer.WriteString("server", state.Server);
                if (published is not null) writer.WriteString("table", published.Table);
                if (published is not null) writer.WriteNumber("generation", published.Generation);
                if (source is null) return;
                writer.WriteString("source", source);
                writer.WriteNumber("differences", comparison.Differences);
            });
            return;
        }

        string[] facts =
        [
            .. published is null ? [] : (string[])[string.Create(CultureInfo.InvariantCulture, $"{published.Table} of generation {published.Generation}"), Count(published.Entries, "entry", "entries")],
            .. table.IsListable ? [] : (string[])[$"{Count(comparison.Records, "key", "keys")} looked up"],
            .. state is null ? [] : (string[])[$"at {state.Server}"],
        ];
        var compared = source is null ? "" : comparison.Differences == 0 ? $"; {(table.IsListable ? "the same as" : "answers as")} {source}" : $"; {Count(comparison.Differences, "difference", "differences")} from {source}";
        environment.Output.WriteLine($"{path}: {(state?.Problem is null ? "sound" : "changed")} ({string.Join(", ", facts)}){compared}");
    }

    private static string Problems(MapVerification structure) =>
        structure.ProblemCount > structure.Problems.Count
            ? $"more than {Count(structure.Problems.Count, "problem", "problems")}"
            : Count(structure.ProblemCount, "problem", "problems");

    private static string Count(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string NameOf(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => "missing",
        DifferenceKind.Extra => "extra",
        DifferenceKind.Value => "value",
        _ => "nul",
    };

    private void Write(string kind, MapProblem problem, string prefix)
    {
        if (!json)
        {
            environment.Output.WriteLine($"{path}: {prefix}{Place(problem)}{problem.Reason}");
            return;
        }

        JsonLine.Write(environment.Output, kind, writer =>
        {
            writer.WriteString("map", path);
            if (problem.Page is { } page) writer.WriteNumber("page", page);
            if (problem.Offset is { } offset) writer.WriteNumber("offset", offset);
            if (problem.Field is { } field) writer.WriteString("field", field);
            writer.WriteString("message", problem.Reason);
        });
    }

    private static string Place(MapProblem problem)
    {
        var parts = new List<string>();
        if (problem.Page is { } page) parts.Add(string.Create(CultureInfo.InvariantCulture, $"page {page}"));
        if (problem.Offset is { } offset) parts.Add(string.Create(CultureInfo.InvariantCulture, $"offset {offset}"));
        if (problem.Field is { } field) parts.Add(field);
        return parts.Count == 0 ? string.Empty : string.Join(", ", parts) + ": ";
    }

    private string Text(SourceDifference difference)
    {
        var key = DisplayText.Escape(KeyOf(difference).Span);
        return difference.Kind switch
        {
            DifferenceKind.Missing => $"missing: {key}{Value(" -> ", difference.SourceValue)} (line {difference.Line})",
            DifferenceKind.Extra => $"extra: {key}{Value(" -> ", difference.MapValue)}",
            DifferenceKind.Value => $"differs: {key}{Value(" -> ", difference.MapValue)}{Value(", the source has ", difference.SourceValue)} (line {difference.Line})",
            _ => $"differs: {key}: the trailing NUL does not follow the map's convention (line {difference.Line})",
        };
    }

    private ReadOnlyMemory<byte> KeyOf(SourceDifference difference) => mask.Key(difference.Key, difference.SourceValue ?? difference.MapValue);

    private string Value(string before, ReadOnlyMemory<byte>? value) =>
        value is not { } bytes ? string.Empty : before + DisplayText.Escape(mask.Value(bytes).Span);

    private void WriteJson(Utf8JsonWriter writer, SourceDifference difference)
    {
        writer.WriteString("map", path);
        JsonLine.WriteBytes(writer, "key", KeyOf(difference).Span);
        if (difference.SourceValue is { } inSource) WriteValue(writer, "sourceValue", inSource);
        if (difference.MapValue is { } inMap) WriteValue(writer, "mapValue", inMap);
        if (difference.Line > 0) writer.WriteNumber("line", difference.Line);
    }

    private void WriteValue(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> value) =>
        JsonLine.WriteBytes(writer, name, mask.Value(value).Span);

    private void WriteJson(Utf8JsonWriter writer, VerifyResult result)
    {
        writer.WriteString("map", path);
        writer.WriteString("type", MapTypes.NameOf(result.Structure.Type));
        writer.WriteBoolean("sound", result.Structure.IsSound);
        writer.WriteNumber("problems", result.Structure.ProblemCount);
        writer.WriteNumber("records", result.Records);
        if (result.Structure.Databases.Count > 0)
        {
            writer.WriteStartArray("databases");
            foreach (var name in result.Structure.Databases) writer.WriteStringValue(DisplayText.Escape(name.Span));
            writer.WriteEndArray();
        }

        if (result.Source is null) return;
        writer.WriteString("source", result.Source);
        writer.WriteNumber("differences", result.Differences);
    }
}
