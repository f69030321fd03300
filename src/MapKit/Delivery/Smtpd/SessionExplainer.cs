using MapKit.Delivery.Smtpd.Restrictions;
using MapKit.Lookup.Probes;

namespace MapKit.Delivery.Smtpd;

/// <summary>Follows an SMTP session from the connection to the end of the message, with one recipient.</summary>
internal sealed class SessionExplainer
{
    /// <summary>The name of the end of the message, as smtpd has it.</summary>
    public const string EndOfMessage = "END-OF-MESSAGE";

    private const string Connection = "CONNECT";

    private readonly SmtpServer _server;
    private readonly SmtpSession _session;
    private readonly RestrictionEvaluator _evaluator;
    private readonly bool _delays;

    /// <summary>Prepares an explanation.</summary>
    /// <param name="server">The server.</param>
    /// <param name="session">The session.</param>
    /// <param name="assumptions">Answers to questions that are not asked.</param>
    public SessionExplainer(SmtpServer server, SmtpSession session, Assumptions assumptions)
    {
        _server = server;
        _session = session;
        _delays = server.IsOn("smtpd_delay_reject");
        State = new SessionState(server, session, assumptions);
        _evaluator = new RestrictionEvaluator(State);
    }

    /// <summary>The session at its end.</summary>
    public SessionState State { get; }

    /// <summary>The command that was refused; null if the message was accepted.</summary>
    public string? Refused { get; private set; }

    /// <summary>The last reply.</summary>
    public SmtpReply Reply { get; private set; } = SmtpReply.RecipientAccepted;

    /// <summary>Follows the session to its first refusal, or to the end of the message.</summary>
    public void Explain()
    {
        Prepare();
        _ = Connect() && Greet() && Mail() && Rcpt() && Finish("DATA", "smtpd_data_restrictions", SmtpdSubject.Data)
            && Finish(EndOfMessage, "smtpd_end_of_data_restrictions", SmtpdSubject.EndOfData);
    }

    /// <summary>The name of a command in a sentence.</summary>
    public static string NameOf(string command) => command switch { Connection => "the connection", "MAIL" => "MAIL FROM", "RCPT" => "RCPT TO", EndOfMessage => "the end of the message", _ => command };

    private void Prepare()
    {
        State.IsEncrypted = _server.IsAlwaysEncrypted || (_session.IsEncrypted && _server.TlsLevel != "none");
        if (_session.IsEncrypted && !State.IsEncrypted) State.Note("the server offers no TLS (smtpd_tls_security_level): the session is not encrypted");
        if (_session.Login is null) return;
        if (!_server.HasLogins) State.Note("no client can log in: smtpd_sasl_auth_enable is off for this service");
        else if (!State.IsEncrypted && _server.IsOn("smtpd_tls_auth_only")) State.Note("no client can log in without TLS: smtpd_tls_auth_only is on");
        else State.Login = _session.Login;
    }

    private bool Connect()
    {
        State.Command = Connection;
        return _delays || !IsRejected(Clients());
    }

    private bool Greet()
    {
        State.Command = "HELO";
        if (HeloOf() is not { Length: > 0 } name) return true;
        if (!_delays)
        {
            State.Helo = name;
            if (IsRejected(Helo())) return false;
        }

        State.Helo = Neutered(name);
        return true;
    }

    private bool Mail()
    {
        State.Command = "MAIL";
        if (!State.IsEncrypted && _server.TlsLevel == "encrypt") return Refuse(new SmtpReply(530, "5.7.0", "Must issue a STARTTLS command first"), "smtpd_tls_security_level = encrypt");
        if (State.Helo is null && _server.IsOn("smtpd_helo_required")) return Refuse(new SmtpReply(503, "5.5.1", "Error: send HELO/EHLO first"), "smtpd_helo_required = yes");
        State.AllowsUtf8 = _server.IsOn("smtputf8_enable") && !System.Text.Ascii.IsValid(_session.Sender + _session.Recipient);
        var sender = AddressSyntax.Read(_session.Sender);
        if (sender is null || (sender.Length > 0 && !IsAddress(null, sender))) return Refuse(new SmtpReply(501, "5.1.7", "Bad sender address syntax"), "the syntax of the sender");
        var limit = _server.Context.Get("message_size_limit", _server.Service);
        if (_session.Size is { } size && long.TryParse(limit, null, out var most) && most > 0 && size > most) return Refuse(new SmtpReply(552, "5.3.4", "Message size exceeds fixed limit"), $"message_size_limit = {limit}");
        State.Sender = sender;
        return _delays || !IsRejected(Senders());
    }

    private bool Rcpt()
    {
        State.Command = "RCPT";
        var recipient = AddressSyntax.Read(_session.Recipient);
        if (string.IsNullOrEmpty(recipient) || !IsAddress(State.Sender, recipient)) return Refuse(new SmtpReply(501, "5.1.3", "Bad recipient address syntax"), "the syntax of the recipient");
        if (FoldedText.AreEqual(recipient, "postmaster") || IsProbeSender(recipient))
        {
            State.Note($"{Wording.ShowAddress(recipient)} is accepted without restrictions");
            State.RecipientCount = 1;
            return true;
        }

        State.Recipient = recipient;
        State.RecipientIsChecked = false;
        if (_delays && (IsRejected(Clients()) || IsRejected(Helo()) || IsRejected(Senders()))) return false;
        if (IsRejected(Recipients())) return false;
        State.RecipientCount = 1;
        return true;
    }

    private bool Finish(string command, string parameter, SmtpdSubject subject)
    {
        State.Command = command;
        if (State.RecipientCount == 1 && State.Recipient is null) State.Recipient = AddressSyntax.Read(_session.Recipient);
        State.IfPermitted = null;
        return !IsRejected(Evaluate(new RestrictionStage(parameter, command, subject, null), WhenPermitted));
    }

    private Verdict Clients()
    {
        State.IfPermitted = null;
        return Evaluate(new RestrictionStage("smtpd_client_restrictions", State.Client, SmtpdSubject.Client, "check_client_access"));
    }

    private Verdict Helo() => State.Helo is { } name
        ? Evaluate(new RestrictionStage("smtpd_helo_restrictions", name, SmtpdSubject.Helo, "check_helo_access"))
        : Verdict.Undecided;

    private Verdict Senders()
    {
        State.SenderIsChecked = false;
        var listed = new ListedAddressCheck(State, new DomainCheck(State, _evaluator.Access));
        return Evaluate(
            new RestrictionStage("smtpd_sender_restrictions", State.Sender!, SmtpdSubject.Sender, "check_sender_access"),
            verdict => verdict != Verdict.Reject && _server.IsOn("smtpd_reject_unlisted_sender") && !State.SenderIsChecked && !State.IsDiscarded && State.Sender!.Length > 0
                ? Implied("smtpd_reject_unlisted_sender", () => listed.Sender(State.Sender))
                : verdict);
    }

    private Verdict Recipients()
    {
        State.Reset();
        string[] lists = _server.IsOn("smtpd_relay_before_recipient_restrictions")
            ? ["smtpd_relay_restrictions", "smtpd_recipient_restrictions"]
            : ["smtpd_recipient_restrictions", "smtpd_relay_restrictions"];
        var verdict = Verdict.Undecided;
        foreach (var parameter in lists)
        {
            verdict = Evaluate(new RestrictionStage(parameter, State.Recipient!, SmtpdSubject.Recipient, "check_recipient_access"), after: null, resets: false);
            if (verdict == Verdict.Reject) return verdict;
        }

        try
        {
            verdict = WhenPermitted(verdict);
            var listed = new ListedAddressCheck(State, new DomainCheck(State, _evaluator.Access));
            return verdict != Verdict.Reject && _server.IsOn("smtpd_reject_unlisted_recipient") && !State.RecipientIsChecked && !State.IsDiscarded
                ? Implied("smtpd_reject_unlisted_recipient", () => listed.Recipient(State.Recipient!))
                : verdict;
        }
        catch (ServerFailureException)
        {
            return Verdict.Reject;
        }
    }

    /// <summary>A check that smtpd makes after a list, as a parameter says.</summary>
    private Verdict Implied(string parameter, Func<Verdict> check)
    {
        var place = _server.Context.Traced(parameter, _server.Service) is { IsSet: true } value && value.PlaceOf(0, 1) is { } found ? $" [{found.Setting.Path}:{found.Place.Line}]" : " (the default)";
        return State.Below<Verdict>((_, steps) => new ExplanationNode(ExplanationKind.Step, $"{parameter} = yes{place}") { Children = steps }, $"{parameter} = yes{place}", check);
    }

    /// <summary>Refuses what a list permitted if an earlier restriction deferred it.</summary>
    private Verdict WhenPermitted(Verdict verdict) => verdict != Verdict.Reject && State.IfPermitted is { } reply ? State.Reject(reply) : verdict;

    private Verdict Evaluate(RestrictionStage stage, Func<Verdict, Verdict>? after = null, bool resets = true)
    {
        if (resets) State.Reset();
        var list = _server.List(stage.Parameter);
        try
        {
            var verdict = list.Items.Count == 0 ? Verdict.Undecided : State.Below<Verdict>((_, steps) => StepOf(stage, steps), null, () => _evaluator.Evaluate(list, stage));
            return after is null ? verdict : after(verdict);
        }
        catch (ServerFailureException)
        {
            return Verdict.Reject;
        }
    }

    private ExplanationNode StepOf(RestrictionStage stage, IReadOnlyList<ExplanationNode> steps) =>
        new(ExplanationKind.Step, $"{NameOf(State.Command)}: {stage.Parameter}") { Children = steps };

    private bool IsRejected(Verdict verdict)
    {
        if (verdict != Verdict.Reject) return false;
        Refused = State.Command;
        Reply = State.Reply ?? Reply;
        return true;
    }

    /// <summary>Refuses for a reason that is no restriction: what an earlier list defers has no effect on it.</summary>
    private bool Refuse(SmtpReply reply, string reason)
    {
        State.Reset();
        return !IsRejected(State.Below<Verdict>((_, steps) => new ExplanationNode(ExplanationKind.Step, $"{NameOf(State.Command)}: {reason}") { Children = steps }, reason, () => State.Reject(reply, isFailure: true)));
    }

    private string? HeloOf() => _session.Helo ?? (_session.Name is { } name && name != SmtpSession.Unknown ? name : _session.Address == SmtpSession.Unknown ? null : Literal(_session.Address));

    private static string Literal(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[IPv6:{address}]" : $"[{address}]";

    /// <summary>The HELO name as smtpd keeps it: characters that could harm headers become <c>?</c>.</summary>
    private static string Neutered(string name) => new([.. name.Select(character => character is < ' ' or '\x7F' || " <>()\\\";@".Contains(character, StringComparison.Ordinal) ? '?' : character)]);

    private bool IsAddress(string? other, string address)
    {
        var resolved = State.Addresses.Resolve(other, address);
        return resolved.IsValid && (State.AllowsUtf8 || System.Text.Ascii.IsValid(resolved.Domain));
    }

    /// <summary>Whether the recipient is the sender of this server's own probes (<c>address_verify_sender</c>).</summary>
    private bool IsProbeSender(string recipient)
    {
        var probe = _server.Get("address_verify_sender");
        if (probe is "" or "<>") return false;
        return FoldedText.AreEqual(recipient, _server.Settings.Rewriter.Completion.Complete(probe));
    }
}
