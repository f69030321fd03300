using System.Text;
using MapKit.Delivery;
using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Operations.Explain;

/// <summary>The words of an explanation, which every output shows.</summary>
internal static class ExplanationWords
{
    /// <summary>Maximum length of a table's name: a name that contains the table's content, such as <c>inline:</c>, may be very long.</summary>
    private const int LongestName = 80;

    /// <summary>The steps of an explanation in words.</summary>
    public static IReadOnlyList<ExplanationLine> LinesOf(Explanation explanation) => [.. explanation.Steps.Select(LineOf)];

    /// <summary>The value of an answer, with secrets masked; only whether it is there if the value does not matter.</summary>
    public static string ShownValue(SearchStep step) => step.IsSecret ? SecretMask.Text : step.IsListing ? "there" : Show(step.Value!);

    /// <summary>Text of the command line or of main.cf, made safe for a terminal.</summary>
    public static string Printable(string text) => DisplayText.Escape(Encoding.UTF8.GetBytes(text), int.MaxValue);

    /// <summary>Bytes of a table, one character each, made safe for a terminal.</summary>
    private static string Show(string text) => DisplayText.Escape(Encoding.Latin1.GetBytes(text), int.MaxValue);

    private static ExplanationLine LineOf(ExplanationNode node)
    {
        var children = node.Children.Select(LineOf);
        var text = Printable(node.Text);
        if (node.Search is not { } search) return new ExplanationLine(text, MeaningOf(node.Kind), [.. children]);

        var tables = search.Tables.Count == 1 ? $" in {NameOf(search.Tables[0])}" : search.Tables.Count == 0 ? ": no table" : "";
        var steps = search.Steps.Select(step => LineOf(step, namesTable: search.Tables.Count > 1));
        return new ExplanationLine(text + tables, ExplanationMeaning.Search, [.. steps, .. children]);
    }

    private static ExplanationLine LineOf(SearchStep step, bool namesTable)
    {
        var unquoted = step.Probe.IsUnquoted ? ", without quotes" : "";
        var table = namesTable ? $" in {NameOf(step.Table)}" : "";
        var (outcome, meaning) = step.Outcome switch
        {
            SearchOutcome.Found => (ShownValue(step), ExplanationMeaning.Answer),
            SearchOutcome.NotFound => ("not found", ExplanationMeaning.Nothing),
            SearchOutcome.PassedOver => ($"not searched: {Printable(step.Reason!)}", ExplanationMeaning.Nothing),
            SearchOutcome.Unanswerable => ($"unknown: {Printable(step.Reason!)}", ExplanationMeaning.Unknown),
            _ => ($"error: {Printable(step.Reason!)}", ExplanationMeaning.Failure),
        };
        return new ExplanationLine($"{Show(step.Probe.Key)} ({NameOf(step.Probe.Reason)}{unquoted}){table}: {outcome}", meaning, [])
        {
            Place = step.Outcome == SearchOutcome.Found ? step.Place : null,
        };
    }

    /// <summary>A probe's key, described in words.</summary>
    private static string NameOf(ProbeReason reason) => reason switch
    {
        ProbeReason.Address => "the whole address",
        ProbeReason.AddressWithoutExtension or ProbeReason.AliasWithoutExtension => "without the extension",
        ProbeReason.LocalPart => "the local part, because the domain is local",
        ProbeReason.LocalPartWithoutExtension => "the local part without the extension, because the domain is local",
        ProbeReason.AtDomain => "every address of the domain",
        ProbeReason.Domain => "the domain",
        ProbeReason.ParentDomain => "a parent domain",
        ProbeReason.LocalPartAt => "the local part at any domain",
        ProbeReason.LocalPartAtWithoutExtension => "the local part without the extension at any domain",
        ProbeReason.Wildcard => "the wildcard",
        ProbeReason.NullAddress => "the null address",
        ProbeReason.HostName => "the host",
        ProbeReason.NetworkAddress => "the network address",
        ProbeReason.Network => "its network",
        ProbeReason.Alias => "the name",
        ProbeReason.Owner => "its owner",
        ProbeReason.Server => "the name of the server",
        ProbeReason.Content => "the whole header or line",
        _ => "the destination exactly as written",
    };

    private static string NameOf(string table)
    {
        var shown = Printable(table);
        return shown.Length <= LongestName ? shown : shown[..(LongestName - 1)] + "…";
    }

    private static ExplanationMeaning MeaningOf(ExplanationKind kind) => kind switch
    {
        ExplanationKind.Step => ExplanationMeaning.Stage,
        ExplanationKind.Bounce or ExplanationKind.Deferral => ExplanationMeaning.Failure,
        ExplanationKind.Note => ExplanationMeaning.Note,
        _ => ExplanationMeaning.Fact,
    };
}
