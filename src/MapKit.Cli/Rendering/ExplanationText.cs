using System.Globalization;
using MapKit.Delivery;
using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Source;
using MapKit.Tables;
using Spectre.Console;

namespace MapKit.Cli.Rendering;

/// <summary>An explanation as text: a tree on a terminal, otherwise indented lines.</summary>
internal static class ExplanationText
{
    /// <summary>Maximum length of a table's name: a name that contains the table's content, such as <c>inline:</c>, may be very long.</summary>
    private const int LongestName = 80;

    /// <summary>Writes an explanation.</summary>
    /// <param name="environment">Where to.</param>
    /// <param name="title">The question, for the title.</param>
    /// <param name="explanation">The answer.</param>
    public static void Write(CommandEnvironment environment, string title, Explanation explanation)
    {
        var tree = new TextTree(Printable(title), [.. explanation.Steps.Select(TreeOf)]) { Style = "bold" };
        if (!environment.OutputIsTerminal)
        {
            tree.WriteIndented(environment.Output);
            return;
        }

        using var text = new StringWriter();
        DiagnosticText.ConsoleOn(text, environment.PaintsOutput).Write(tree.ForTerminal());
        environment.Output.Write(environment.FitOutput(text.ToString()));
    }

    /// <summary>A probe's key, described in words.</summary>
    public static string NameOf(ProbeReason reason) => reason switch
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

    /// <summary>The value of an answer, with secrets masked; empty if the value does not matter.</summary>
    public static string ShownValue(SearchStep step) => step.IsSecret ? SecretMask.Text : step.IsListing ? "there" : Show(step.Value!);

    /// <summary>Text of the command line or of main.cf, made safe for a terminal.</summary>
    public static string Printable(string text) => DisplayText.Escape(System.Text.Encoding.UTF8.GetBytes(text), int.MaxValue);

    /// <summary>Bytes of a table, one character each, made safe for a terminal.</summary>
    public static string Show(string text) => DisplayText.Escape(System.Text.Encoding.Latin1.GetBytes(text), int.MaxValue);

    private static TextTree TreeOf(ExplanationNode node)
    {
        var children = node.Children.Select(TreeOf);
        var text = Printable(node.Text);
        if (node.Search is not { } search) return new TextTree(text, [.. children]) { Style = StyleOf(node.Kind) };

        var tables = search.Tables.Count == 1 ? $" in {NameOf(search.Tables[0])}" : search.Tables.Count == 0 ? ": no table" : "";
        var steps = search.Steps.Select(step => TreeOf(step, namesTable: search.Tables.Count > 1));
        return new TextTree(text + tables, [.. steps, .. children]);
    }

    private static TextTree TreeOf(SearchStep step, bool namesTable)
    {
        var unquoted = step.Probe.IsUnquoted ? ", without quotes" : "";
        var table = namesTable ? $" in {NameOf(step.Table)}" : "";
        var (outcome, style) = step.Outcome switch
        {
            SearchOutcome.Found => (ShownValue(step) + PlaceOf(step), "green"),
            SearchOutcome.NotFound => ("not found", "dim"),
            SearchOutcome.PassedOver => ($"not searched: {Printable(step.Reason!)}", "dim"),
            SearchOutcome.Unanswerable => ($"unknown: {Printable(step.Reason!)}", "yellow"),
            _ => ($"error: {Printable(step.Reason!)}", "red"),
        };
        return new TextTree($"{Show(step.Probe.Key)} ({NameOf(step.Probe.Reason)}{unquoted}){table}: {outcome}", []) { Style = style };
    }

    private static string PlaceOf(SearchStep step) => step.Place is not { } place
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"  [{Printable(place.Path)}:{place.Place.Line}{(place.IsCurrent ? "" : " differs: the map is older")}]");

    private static string NameOf(string table)
    {
        var shown = Printable(table);
        return shown.Length <= LongestName ? shown : shown[..(LongestName - 1)] + "…";
    }

    private static string StyleOf(ExplanationKind kind) => kind switch
    {
        ExplanationKind.Step => "bold",
        ExplanationKind.Bounce or ExplanationKind.Deferral => "red",
        ExplanationKind.Note => "dim",
        _ => "",
    };
}
