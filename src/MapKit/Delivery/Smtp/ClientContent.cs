using MapKit.Delivery.Cleanup;
using MapKit.Delivery.Content;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Messages;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Addresses;

namespace MapKit.Delivery.Smtp;

/// <summary>
/// What smtp(8) and lmtp(8) do with the content of a message: their own header and body checks, then generic addresses in the headers
/// (<c>smtp_header_rewrite</c>).
/// </summary>
/// <param name="settings">The settings of the client.</param>
/// <param name="prefix">The start of its parameters, without the underscore.</param>
/// <param name="report">Takes what is found out.</param>
internal sealed class ClientContent(ServiceSettings settings, string prefix, DeliveryReport report)
{
    private readonly ContentTables _tables = new(settings, $"{prefix}_", report);
    private readonly IReadOnlyList<ExplainedTable> _generic = settings.Tables($"{prefix}_generic_maps", TableFormat.Generic);
    private readonly List<ExplanationNode> _steps = [];

    /// <summary>Explains a message.</summary>
    /// <param name="message">The message as it is in the queue.</param>
    /// <returns>The steps; none if nothing changes.</returns>
    public IReadOnlyList<ExplanationNode> Explain(MessageText message)
    {
        if (!_tables.Any && _generic.Count == 0) return [];
        var parts = _tables.ChecksBody ? MessageParts.Body : MessageParts.None;
        message.Read(parts | MessageParts.Headers | MessageParts.Mime, ContentExplainer.LimitsOf(settings), key =>
        {
            Take(ByteText.FromBytes(key.Text), key.Kind);
            return true;
        });
        return _steps;
    }

    private void Take(string text, MessageKeyKind kind)
    {
        IReadOnlyList<string> lines = [text];
        if (_tables.Find(kind, text) is { } match)
        {
            List<ExplanationNode> effects = [.. match.Problems.Select(problem => new ExplanationNode(ExplanationKind.Note, problem))];
            if (match.Failure is { } failure)
            {
                report.Note(failure, isUncertain: false);
                effects.Add(new ExplanationNode(ExplanationKind.Deferral, $"{failure}; {RewritingExplainer.Deferred}"));
            }
            else if (match.Action is { } action)
            {
                var effect = ContentEffect.From(text, kind, action);
                effects.Add(new ExplanationNode(ExplanationKind.Action, effect.Text ?? "the line passes"));
                lines = effect.Lines;
            }

            _steps.Add(Wording.StepOf(match.Search) with { Children = effects });
        }

        // Only a header that stays where it was is rewritten, not one that a check inserts before it.
        if (kind == MessageKeyKind.Header && lines.Count > 0) Rewrite(lines[^1]);
    }

    private void Rewrite(string header)
    {
        if (_generic.Count == 0 || HeaderNames.TraitsOf(header) is not (HeaderTraits.Sender or HeaderTraits.Recipient)) return;
        HeaderAddresses.Replace(header, _steps, OfAddress, $"header {HeaderNames.NameOf(header)}");
    }

    private (string Address, IReadOnlyList<ExplanationNode> Steps) OfAddress(string external)
    {
        var rewriting = new RewritingExplainer(settings, RewritingExplainer.Deferred);
        var plain = AddressForm.Internal(external);
        var result = rewriting.Generic(plain, _generic, $"{prefix}_generic_maps");
        report.Note(rewriting.Problem, rewriting.IsUncertain);
        return (result == plain ? external : AddressForm.External(result), rewriting.Steps);
    }
}
