using MapKit.Delivery.Smtpd;

namespace MapKit.Delivery;

/// <summary>What is found out about a mail as it goes from daemon to daemon.</summary>
internal sealed class DeliveryReport
{
    /// <summary>The result of a message that is accepted and delivered to no recipient.</summary>
    public const string Discarded = "discarded";

    /// <summary>The result of a message that is put on hold.</summary>
    public const string Held = "held";

    private readonly List<string> _results = [];
    private bool _isHeld;

    /// <summary>The routes and final destinations as text, without duplicates.</summary>
    public IReadOnlyList<string> Results => _isHeld ? [Held] : _results;

    /// <summary>Why Postfix does not accept the mail or defers it; null if it does neither.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether Postfix bounces any of the mail, or rejects it.</summary>
    public bool IsBounced { get; set; }

    /// <summary>Whether Postfix defers any of the mail.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>Whether a table that could have answered could not be queried.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>The message is rejected for good or for now.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>The step.</returns>
    public ExplanationNode Reject(SmtpReply reply)
    {
        IsBounced = true;
        IsDeferred |= reply.IsTemporary;
        return new ExplanationNode(reply.IsTemporary ? ExplanationKind.Deferral : ExplanationKind.Bounce, $"the SMTP server does not accept the message: {Wording.Show(reply.ToString())}")
        {
            Facts = [("status", reply.Status), ("reply", Wording.Show(reply.ToString()))],
        };
    }

    /// <summary>The message is accepted and discarded.</summary>
    /// <param name="text">Why.</param>
    /// <returns>The step.</returns>
    public ExplanationNode Discard(string text)
    {
        Add(Discarded);
        return new ExplanationNode(ExplanationKind.Action, text);
    }

    /// <summary>The message is accepted, and waits until it is released.</summary>
    /// <returns>The step.</returns>
    public ExplanationNode Hold()
    {
        _isHeld = true;
        return new ExplanationNode(ExplanationKind.Action, "the message waits in the hold queue; what follows happens after postsuper -H");
    }

    /// <summary>Adds a result.</summary>
    public void Add(string result)
    {
        if (!_results.Contains(result)) _results.Add(result);
    }

    /// <summary>Adds what a daemon found out.</summary>
    /// <param name="problem">Why it cannot continue; null if it can.</param>
    /// <param name="isUncertain">Whether a table could not be queried.</param>
    public void Note(string? problem, bool isUncertain)
    {
        Problem ??= problem;
        IsDeferred |= problem is not null;
        IsUncertain |= isUncertain;
    }
}
