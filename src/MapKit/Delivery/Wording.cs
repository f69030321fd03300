using MapKit.Delivery.Searching;
using MapKit.Source;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;

namespace MapKit.Delivery;

/// <summary>Texts for display.</summary>
internal static class Wording
{
    /// <summary>Text of one character per byte, safe for a terminal, and not shortened: results are compared.</summary>
    public static string Show(string text) => DisplayText.Escape(Latin1Text.Bytes(text), int.MaxValue);

    /// <summary>An address in internal form, as written in a table.</summary>
    public static string ShowAddress(string plain) => plain.Length == 0 ? "<>" : Show(AddressForm.External(plain));

    /// <summary>A step with the outcome of a search.</summary>
    public static ExplanationNode StepOf(Search search) => new(ExplanationKind.Search, $"{search.List}: {ShownSubject(search)}") { Search = search };

    /// <summary>The step for an invalid address.</summary>
    /// <param name="plain">The address in internal form.</param>
    public static ExplanationNode BadAddress(string plain) => new(ExplanationKind.Bounce, $"{ShowAddress(plain)}: Postfix bounces the mail: bad address syntax");

    /// <summary>Why a search has no answer.</summary>
    public static string Failure(Search search) => $"{search.Failure!.Table} cannot answer: {search.Failure.Reason}";

    private static string ShownSubject(Search search) => search.Subject.Length == 0 ? "<>" : Show(search.Subject);
}
