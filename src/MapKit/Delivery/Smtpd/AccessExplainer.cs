using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Smtpd.Restrictions;
using MapKit.Lookup.Probes;
using MapKit.Tables;
using MapKit.Tables.Access;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Delivery.Smtpd;

/// <summary>Explains the results of access tables for an address, a host or a network address (docs/formats/table-formats.md#access).</summary>
/// <param name="context">The configuration.</param>
internal sealed class AccessExplainer(ExplainContext context)
{
    private static readonly string[] ChecksOfAddresses = ["check_sender_access", "check_recipient_access", .. ServersOf("check_sender"), .. ServersOf("check_recipient")];

    private static readonly string[] ChecksOfNames =
        ["check_client_access", "check_reverse_client_hostname_access", "check_helo_access", .. ServersOf("check_client"), .. ServersOf("check_reverse_client_hostname"), .. ServersOf("check_helo")];

    private static readonly string[] ChecksOfNetworkAddresses = ["check_client_access", "check_reverse_client_hostname_access"];

    private readonly List<ExplanationNode> _steps = [];
    private readonly List<string> _values = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>The values found in the tables, one character per byte.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>Whether a table that could have answered could not be queried.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Whether a table failed: the SMTP server then answers with an error.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Queries the given tables, otherwise those of every restriction that looks up such a subject.</summary>
    /// <param name="subject">An address, <c>&lt;&gt;</c>, the name of a host or its network address, one character per byte.</param>
    public void Explain(string subject)
    {
        var isAddress = subject is "" or "<>" || subject.Contains('@', StringComparison.Ordinal);
        var isNetworkAddress = NetworkAddress.TryParse(Latin1Text.Bytes(subject), out _);
        var resolved = isAddress && subject is not ("" or "<>") ? context.Resolution.Resolve(Tables.Addresses.AddressForm.Internal(context.Completion.Complete(subject))) : null;
        if (resolved is { IsValid: false })
        {
            _steps.Add(Wording.BadAddress(resolved.Recipient));
            return;
        }

        var probes = isAddress ? OfAddress(resolved) : OfHost(subject, isNetworkAddress);
        if (context.Options.Tables.Count > 0)
        {
            Ask("access", subject, context.TablesOf("", TableFormat.Access), probes);
            return;
        }

        foreach (var use in ConfiguredChecks(isAddress ? ChecksOfAddresses : isNetworkAddress ? ChecksOfNetworkAddresses : ChecksOfNames))
        {
            if (use.Record is { } record) _steps.Add(new ExplanationNode(ExplanationKind.Note, $"{use.Name}: {use.Table} is queried with the {record}, which DNS has: explain session --assume {HostOf(subject)}=HOST,..."));
            else if (IsUnchecked(use.Check, resolved)) _steps.Add(new ExplanationNode(ExplanationKind.Note, $"{use.Name}: not queried for a recipient that Postfix accepts without a check (double_bounce_sender)"));
            else Ask(use.Name, subject, [context.Open(use.Table, TableFormat.Access)], probes, use.Note);
        }

        _steps.Add(new ExplanationNode(
            ExplanationKind.Note,
            _steps.Count == 0 ? "no restriction of the SMTP server queries a table for this" : "other restrictions and their order are not evaluated: explain session says what the server answers"));
    }

    private static IEnumerable<string> ServersOf(string check) => DomainCheck.ServerRecords.Select(type => $"{check}_{type}_access");

    private static string HostOf(string subject) => Wording.Show(subject[(subject.LastIndexOf('@') + 1)..]);

    private Probe[] OfAddress(ResolvedAddress? address) => address is null
        ? [new Probe(context.Get("smtpd_null_access_lookup_key"), ProbeReason.NullAddress)]
        : [.. new AddressProbes(context.Settings).OfAccess(FoldedText.Fold(address.Recipient))];

    /// <summary>Whether the recipient is exempt from the recipient restrictions (<c>smtpd_check_rcpt</c>).</summary>
    private bool IsUnchecked(string check, ResolvedAddress? address) =>
        check == "check_recipient_access"
        && address is not null && FoldedText.AreEqual(address.Recipient, $"{context.Settings.Delimiter.DoubleBounceSender}@{context.Origin}");

    private Probe[] OfHost(string subject, bool isNetworkAddress)
    {
        var probes = new HostProbes(context.Settings);
        if (!isNetworkAddress) return [.. probes.OfName(subject)];
        return context.Options.Host is { } name ? [.. probes.OfClient(name, subject)] : [.. HostProbes.OfNetworkAddress(subject)];
    }

    /// <summary>The checks of main.cf, of the SMTP servers in master.cf and of restriction classes, without duplicates.</summary>
    private List<AccessTableUse> ConfiguredChecks(string[] checks)
    {
        var found = new List<AccessTableUse>();
        foreach (var service in context.SmtpServers.Prepend(null))
        {
            foreach (var use in AccessTableUse.Find(context, service).Where(use => checks.Contains(use.Check)))
            {
                if (!found.Exists(other => other.Name == use.Name && other.Table == use.Table)) found.Add(use);
            }
        }

        return found;
    }

    private void Ask(string list, string subject, IReadOnlyList<ExplainedTable> tables, Probe[] probes, string? note = null)
    {
        var search = new TableSearch(list, subject, tables).Run(probes);
        _steps.Add(Wording.StepOf(search));
        if (note is not null && search.Answer is not null) _steps.Add(new ExplanationNode(ExplanationKind.Note, note));
        IsUncertain |= search.IsUncertain;
        if (search.Failure is not null)
        {
            HasFailed = true;
            _steps.Add(new ExplanationNode(ExplanationKind.Action, $"{Wording.Failure(search)}; the SMTP server answers 451 4.3.5 Server configuration error"));
        }

        if (search.Answer is not { Value: { } value }) return;
        _values.Add(value);
        _steps.Add(ActionOf(value));
    }

    private static ExplanationNode ActionOf(string value)
    {
        var action = AccessValue.Parse(value).Value;
        var text = Wording.Show(action?.Text ?? "");
        var sentence = action?.Kind switch
        {
            null => "the SMTP server cannot use the value and answers 451 4.3.5 Server configuration error",
            AccessActionKind.Permit => "permitted: Postfix skips the remaining restrictions of the list",
            AccessActionKind.Dunno => "no decision: Postfix continues with the next restriction",
            AccessActionKind.Reject => $"rejected{WithText(text)}",
            AccessActionKind.Defer => $"deferred{WithText(text)}",
            AccessActionKind.DeferIfReject => $"deferred if a later restriction rejects{WithText(text)}",
            AccessActionKind.DeferIfPermit => $"deferred if no later restriction rejects{WithText(text)}",
            AccessActionKind.Reply => $"answered {action!.Code} {text}",
            AccessActionKind.Info => $"logged{WithText(text)}",
            AccessActionKind.Warn => $"logged as a warning{WithText(text)}",
            AccessActionKind.Hold => "the message goes into the hold queue",
            AccessActionKind.Discard => "the message is accepted and discarded",
            AccessActionKind.Filter => $"the message goes through the filter {text}",
            AccessActionKind.Redirect => $"the message goes to {text} instead",
            AccessActionKind.Bcc => $"{text} receives a copy",
            AccessActionKind.Prepend => $"the message gets the header {text}",
            AccessActionKind.HangUp => "the connection ends without an answer",
            _ => $"Postfix evaluates these restrictions: {string.Join(", ", action!.Restrictions.Select(Wording.Show))}",
        };
        return new ExplanationNode(ExplanationKind.Action, sentence) { Facts = [("action", Wording.Show(value))] };
    }

    private static string WithText(string text) => text.Length == 0 ? "" : $": {text}";
}
