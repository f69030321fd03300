using System.Globalization;
using MapKit.Operations.Compile;
using MapKit.PostgreSql.Pulling;

namespace MapKit.Cli.Rendering.PostgreSql;

/// <summary>Prints what a pull did, as text or JSON.</summary>
/// <param name="environment">Where to.</param>
/// <param name="json">One object per line.</param>
internal sealed class PullOutput(CommandEnvironment environment, bool json)
{
    private long _last = -1;

    /// <summary>Prints the result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="onlyCompared">Whether nothing was written.</param>
    /// <param name="onlyNew">Whether a result is omitted that only says that nothing changed since the last one.</param>
    public void Write(PullResult result, bool onlyCompared, bool onlyNew = false)
    {
        if (onlyNew && result.Generation == _last && result.Maps.Count == 0) return;
        _last = result.Generation;
        foreach (var note in result.Notes) MapkitCommand.Note(environment, note);
        foreach (var map in result.Maps)
        {
            if (json) WriteJson(map);
            else if (!environment.IsQuiet || map.Outcome == CompileOutcome.WouldChange) environment.Output.WriteLine(CompileText.Format(map));
            foreach (var note in map.Notes) MapkitCommand.Note(environment, note);
        }

        var outcome = result.Maps.All(map => map.Outcome == CompileOutcome.Unchanged) ? "unchanged" : onlyCompared ? "would change" : "pulled";
        if (json) JsonLine.Write(environment.Output, "pull", writer =>
        {
            writer.WriteString("outcome", outcome);
            writer.WriteNumber("generation", result.Generation);
        });
        else if (!environment.IsQuiet) environment.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome}: generation {result.Generation}"));
    }

    private void WriteJson(CompileResult map) => JsonLine.Write(environment.Output, "pulledMap", writer =>
    {
        writer.WriteString("map", map.Path);
        writer.WriteString("type", Maps.MapTypes.NameOf(map.Type));
        writer.WriteString("outcome", CompileText.NameOf(map.Outcome));
        writer.WriteNumber("records", map.Records);
        writer.WriteNumber("bytes", map.Bytes);
        writer.WriteNumber("milliseconds", Math.Round(map.Elapsed.TotalMilliseconds, 1));
    });
}
