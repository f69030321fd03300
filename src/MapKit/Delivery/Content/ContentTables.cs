using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Lookup.Probes;
using MapKit.Messages;
using MapKit.Tables.ContentChecks;

namespace MapKit.Delivery.Content;

/// <summary>The tables with which a program checks the headers and lines of a message (docs/formats/content-checks.md).</summary>
internal sealed class ContentTables
{
    /// <summary>Characters of a line that an explanation shows, as Postfix logs them.</summary>
    private const int LongestShown = 200;

    private readonly DeliveryReport _report;
    private readonly string _prefix;
    private readonly Dictionary<string, IReadOnlyList<ExplainedTable>> _tables = [];

    /// <summary>Opens the tables of a program.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="prefix">The start of its parameters: nothing for cleanup(8), <c>smtp_</c> or <c>lmtp_</c>.</param>
    /// <param name="report">Takes what is found out.</param>
    public ContentTables(ServiceSettings settings, string prefix, DeliveryReport report)
    {
        _report = report;
        _prefix = prefix;
        foreach (var name in (string[])["header_checks", "mime_header_checks", "nested_header_checks", "body_checks"])
            _tables[name] = settings.Tables(prefix + name, ContentCheckUses.FormatOf(UseOf(name)));
    }

    /// <summary>Whether there are any.</summary>
    public bool Any => _tables.Values.Any(tables => tables.Count > 0);

    /// <summary>Whether there are tables for lines of a body.</summary>
    public bool ChecksBody => _tables["body_checks"].Count > 0;

    /// <summary>Looks up a header or line.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="text">It, one character per byte; the lines of a header are joined by LF.</param>
    /// <returns>What answered; null if nothing did.</returns>
    public ContentMatch? Find(MessageKeyKind kind, string text)
    {
        var name = TablesFor(kind, text);
        if (_tables[name] is not { Count: > 0 } tables) return null;
        var shown = text.Length > LongestShown ? $"{text[..LongestShown]}..." : text;
        var search = new TableSearch(_prefix + name, shown, tables).Run([new Probe(text, ProbeReason.Content)]);
        _report.Note(null, search.IsUncertain);
        if (search.Answer is not { Value: { } value }) return search.Failure is null ? null : new ContentMatch(search, null, []);
        var parsed = ContentActionValue.Parse(value.Trim(), UseOf(name));
        return new ContentMatch(search, parsed.Value, [.. parsed.Problems.Select(problem => problem.Message)]);
    }

    /// <summary>MIME headers have their own list, in every header block.</summary>
    private static string TablesFor(MessageKeyKind kind, string text) => kind switch
    {
        MessageKeyKind.Body => "body_checks",
        _ when HeaderNames.TraitsOf(text) == HeaderTraits.Mime => "mime_header_checks",
        MessageKeyKind.PartHeader => "mime_header_checks",
        MessageKeyKind.AttachedHeader => "nested_header_checks",
        _ => "header_checks",
    };

    private ContentCheckUse UseOf(string name) => (name, _prefix) switch
    {
        ("body_checks", "") => ContentCheckUse.Body,
        ("body_checks", _) => ContentCheckUse.SmtpBody,
        (_, "") => ContentCheckUse.Header,
        _ => ContentCheckUse.SmtpHeader,
    };
}

/// <summary>The rule that a header or line matches.</summary>
/// <param name="Search">The search.</param>
/// <param name="Action">What the rule says; null if the table cannot answer, or Postfix cannot use the answer and passes the line.</param>
/// <param name="Problems">What is wrong with the answer.</param>
internal sealed record ContentMatch(Search Search, ContentAction? Action, IReadOnlyList<string> Problems)
{
    /// <summary>Why the tables cannot answer; null if they can.</summary>
    public string? Failure => Search.Failure is null ? null : Wording.Failure(Search);
}
