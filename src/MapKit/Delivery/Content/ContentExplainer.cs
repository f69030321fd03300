using MapKit.Delivery.Cleanup;
using MapKit.Delivery.Services;
using MapKit.Delivery.Smtpd;
using MapKit.Lookup.Probes;
using MapKit.Messages;
using MapKit.Source;
using MapKit.Tables.ContentChecks;

namespace MapKit.Delivery.Content;

/// <summary>
/// What cleanup(8) does with the content of a message: it checks headers and lines, and rewrites the addresses in headers
/// (<c>cleanup_message</c>). A rule that decides about the message ends the checks, not the rewriting.
/// </summary>
/// <param name="settings">The settings of cleanup(8).</param>
/// <param name="report">Takes what is found out.</param>
internal sealed class ContentExplainer(ServiceSettings settings, DeliveryReport report)
{
    /// <summary>The reply if a table cannot answer.</summary>
    private static readonly SmtpReply Failure = new(451, "4.3.0", "Error: queue file write error");

    private readonly ContentTables _tables = new(settings, "", report);
    private readonly List<ExplanationNode> _steps = [];
    private readonly List<string> _lines = [];
    private readonly List<string> _copies = [];
    private readonly List<string> _deliveredTo = [];
    private bool _checks;
    private bool _isInBody;
    private bool _isDiscarded;
    private bool _isHeld;
    private int _received;
    private string? _filter;
    private string? _redirect;
    private SmtpReply? _rejection;

    /// <summary>The steps.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>Rewrites the addresses in headers; null if they are not rewritten.</summary>
    public HeaderAddresses? Addresses { get; init; }

    /// <summary>Explains a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="checks">Whether headers and lines are checked.</param>
    public ContentVerdict Explain(MessageText message, bool checks)
    {
        _checks = checks;
        if (checks && _tables.Any) _steps.Add(new ExplanationNode(ExplanationKind.Note, "the Received header that smtpd(8) adds is checked as well; it is not part of the given message"));
        message.Read(PartsOf(settings), LimitsOf(settings), key =>
        {
            Take(key);

            // cleanup(8) reads nothing more of a message that it does not accept.
            return _rejection is null;
        });
        return new ContentVerdict
        {
            Rejection = _isDiscarded ? null : _rejection,
            IsDiscarded = _isDiscarded,
            IsHeld = _isHeld,
            Filter = _filter,
            Redirect = _redirect,
            Copies = _copies,
            Message = MessageText.FromParts(_lines),
            DeliveredTo = _deliveredTo,
            ReceivedHeaders = _received,
        };
    }

    /// <summary>The parts of a message that a program reads; without MIME all that follows the headers is body.</summary>
    public static MessageParts PartsOf(ServiceSettings settings) =>
        MessageParts.Headers | MessageParts.Body | (settings.IsOn("disable_mime_input_processing") ? MessageParts.None : MessageParts.Mime);

    /// <summary>The limits of a program.</summary>
    public static MessageLimits LimitsOf(ServiceSettings settings) => new()
    {
        HeaderSize = settings.Number("header_size_limit"),
        Nesting = settings.Number("mime_nesting_limit"),
        BoundaryLength = settings.Number("mime_boundary_length_limit"),
        LineLength = settings.Number("line_length_limit"),
    };

    private void Take(MessageKey key)
    {
        var text = ByteText.FromBytes(key.Text);
        if (key.Kind == MessageKeyKind.Body)
        {
            if (!_isInBody) _lines.Add("");
            _isInBody = true;
        }

        else if (HeaderNames.TraitsOf(text) == HeaderTraits.Received)
        {
            // Also those of attached messages, and those that a check deletes.
            _received++;
        }

        var limit = settings.Number("body_checks_size_limit");
        if (!_checks || (key.Kind == MessageKeyKind.Body && limit > 0 && key.Offset >= limit))
        {
            Keep([text], key.Kind);
            return;
        }

        var match = _tables.Find(key.Kind, text);
        if (match is not null) Keep(Apply(match, text, key.Kind), key.Kind);
        else Keep([text], key.Kind);
    }

    /// <summary>Adds lines to the message. The header of the message itself is processed further.</summary>
    private void Keep(IReadOnlyList<string> lines, MessageKeyKind kind)
    {
        foreach (var line in lines)
        {
            if (kind != MessageKeyKind.Header)
            {
                _lines.Add(line);
                continue;
            }

            var traits = HeaderNames.TraitsOf(line);
            if (traits == HeaderTraits.Received && _received + 1 >= settings.Number("hopcount_limit")) _rejection ??= new SmtpReply(554, "5.4.0", "Error: too many hops");
            if (traits == HeaderTraits.DeliveredTo) _deliveredTo.Add(FoldedText.Fold(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()));
            _lines.Add(Addresses?.Rewrite(line, traits, _steps) ?? line);
            if (Addresses is { HasFailed: true }) _rejection ??= Failure;
        }
    }

    private IReadOnlyList<string> Apply(ContentMatch match, string text, MessageKeyKind kind)
    {
        if (match.Failure is { } failure)
        {
            _rejection = Failure;
            Add(match, new ExplanationNode(ExplanationKind.Deferral, $"{failure}; {RewritingExplainer.NotAccepted}"));
            report.Note(failure, isUncertain: false);
            return [text];
        }

        if (match.Action is not { } action)
        {
            Add(match, [.. match.Problems.Select(problem => new ExplanationNode(ExplanationKind.Note, problem))]);
            return [text];
        }

        var effect = ContentEffect.From(text, kind, action);
        var said = effect.Text ?? Decide(action);
        Add(match, new ExplanationNode(action.Kind == ContentActionKind.Reject ? ExplanationKind.Bounce : ExplanationKind.Action, said ?? "the line passes"));
        return effect.Lines;
    }

    /// <summary>What an action says about the whole message.</summary>
    private string? Decide(ContentAction action)
    {
        switch (action.Kind)
        {
            case ContentActionKind.Reject:
                _checks = false;
                var status = DeliveryStatus.Split("5.7.1", action.Text.Length > 0 ? action.Text : "message content rejected");
                _rejection = new SmtpReply(status.Code[0] == '5' ? 550 : 451, status.Code, status.Text);
                return "the message is rejected";
            case ContentActionKind.Discard:
                _checks = false;
                _isDiscarded = true;
                return "the message is accepted and discarded";
            case ContentActionKind.Pass:
                _checks = false;
                return "nothing more of the message is checked";
            case ContentActionKind.Hold:
                _isHeld = true;
                return "the message is put on hold, until postsuper -H releases it";
            case ContentActionKind.Filter:
                _filter = action.Text;
                return $"the content filter {Wording.Show(action.Text)} gets the message";
            case ContentActionKind.Redirect:
                _checks = false;
                _redirect = action.Text;
                return $"the message goes to {Wording.Show(action.Text)} instead of its recipients";
            case ContentActionKind.Bcc:
                _copies.Add(action.Text);
                return $"{Wording.Show(action.Text)} gets a copy";
            default:
                return null;
        }
    }

    private void Add(ContentMatch match, params IReadOnlyList<ExplanationNode> effects) => _steps.Add(Wording.StepOf(match.Search) with { Children = effects });
}
