using System.Globalization;
using System.Text;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Operations.Explain;
using MapKit.Source;

namespace MapKit.Operations.Migrate.Proof;

/// <summary>Compares what <c>explain delivery</c> answers for addresses.</summary>
/// <param name="addresses">The addresses; null for some from the tables.</param>
/// <param name="optionsOf">How the tables of a configuration are opened.</param>
internal sealed class AnswerCheck(IReadOnlyList<string>? addresses, Func<PostfixConfiguration, ExplainOptions> optionsOf) : IMigrationCheck
{
    private readonly List<(string Address, string Answer)> _before = [];

    /// <inheritdoc/>
    public void Before(MigrationPlan plan)
    {
        foreach (var address in addresses ?? AddressSample.From(plan)) _before.Add((address, Answer(plan.Instances[0], address)));
    }

    /// <inheritdoc/>
    public CheckOutcome After(MigrationPlan plan)
    {
        var configuration = MigrationPlanner.Load(plan.Directory, plan.Options);
        string[] different = [.. _before.Select(before => Difference(before.Address, before.Answer, Answer(configuration, before.Address))).OfType<string>()];

        // Where the records of a source replace those of a map, other answers are expected.
        var mayDiffer = plan.Tables.Any(table => table.Origin == RecordOrigin.Source);
        return new CheckOutcome("explain delivery", different.Length == 0 || mayDiffer, different.Length > 0
            ? [$"another answer for {string.Join(", ", different)}{(mayDiffer ? ", because maps are made from sources that differ from the old maps" : "")}"]
            : [string.Create(CultureInfo.InvariantCulture, $"{_before.Count} addresses: the same lookups and the same results")]);
    }

    /// <summary>The first line in which two answers differ; null if they are the same.</summary>
    private static string? Difference(string address, string before, string after)
    {
        if (before == after) return null;
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line]) line++;
        return DisplayText.Lines($"{address} (before: {(line < old.Length ? old[line].Trim() : "nothing")}; after: {(line < now.Length ? now[line].Trim() : "nothing")})");
    }

    private string Answer(PostfixConfiguration configuration, string address)
    {
        try
        {
            var explanation = ExplainOperation.Run(configuration, ExplainOperation.DeliveryName, address, optionsOf(configuration));
            var text = new StringBuilder().Append(explanation.Outcome).AppendJoin('\n', explanation.Results).Append('\n').Append(explanation.Value);
            foreach (var step in explanation.Steps) Append(text, step, 0);
            return WithoutTypes(text.ToString());
        }
        catch (Exception exception) when (exception is ConfigurationException or LookupException or FormatException or IOException or UnauthorizedAccessException)
        {
            return WithoutTypes(exception.Message);
        }
    }

    private static void Append(StringBuilder text, ExplanationNode step, int depth)
    {
        text.Append('\n').Append(' ', depth).Append(step.Kind).Append(' ').Append(step.Text);
        foreach (var (name, value) in step.Facts) text.Append('\n').Append(' ', depth).Append(name).Append('=').Append(value);
        if (step.Search is { } search)
        {
            foreach (var found in search.Steps) text.Append('\n').Append(' ', depth).Append($"{found}");
        }

        foreach (var child in step.Children) Append(text, child, depth + 1);
    }

    private static string WithoutTypes(string text)
    {
        foreach (var engine in MapEngines.All) text = text.Replace(engine.Suffix, ".MAP", StringComparison.Ordinal);
        foreach (var engine in MapEngines.All) text = text.Replace(engine.Name + ":", "TYPE:", StringComparison.Ordinal);
        return text;
    }
}
