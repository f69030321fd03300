using System.Globalization;
using MapKit.Maps;
using MapKit.Operations.Compile;

namespace MapKit.Cli.Rendering;

/// <summary>The result for a map, as a line of text.</summary>
internal static class CompileText
{
    /// <summary>The outcome in one or two words.</summary>
    public static string NameOf(CompileOutcome outcome) => outcome switch
    {
        CompileOutcome.Unchanged => "unchanged",
        CompileOutcome.Written => "written",
        CompileOutcome.WouldChange => "would change",
        CompileOutcome.Refused => "refused",
        _ => "does not fit",
    };

    /// <summary>The whole line.</summary>
    public static string Format(CompileResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Path}: {NameOf(result.Outcome)} ({MapTypes.NameOf(result.Type)}, {result.Records} record{(result.Records == 1 ? "" : "s")}, {result.Bytes} bytes, {result.Elapsed.TotalMilliseconds:0.#} ms)");
}
