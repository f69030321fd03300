using MapKit.Configuration;
using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
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
    private static readonly string[] Restrictions =
    [
        "smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_relay_restrictions", "smtpd_recipient_restrictions",
        "smtpd_data_restrictions", "smtpd_end_of_data_restrictions", "smtpd_etrn_restrictions",
    ];

    private static readonly string[] ChecksOfAddresses = ["check_sender_access", "check_recipient_access"];
    private static readonly string[] ChecksOfNames = ["check_client_access", "check_reverse_client_hostname_access", "check_helo_access"];
    private static readonly string[] ChecksOfNetworkAddresses = ["check_client_access", "check_reverse_client_hostname_access"];

    private readonly List<ExplanationNode> _steps = [];
    private readonly List<string> _values = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>The values found in the tables, one character per byte.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>Whether a table could not be asked that might have answered.</summary>
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

        foreach (var (check, table) in ConfiguredChecks(isAddress ? ChecksOfAddresses : isNetworkAddress ? ChecksOfNetworkAddresses : ChecksOfNames))
        {
            if (IsUnchecked(check, resolved)) _steps.Add(new ExplanationNode(ExplanationKind.Note, $"{check}: not queried for a recipient that Postfix accepts without a check (double_bounce_sender)"));
            else Ask(check, subject, [context.Open(table, TableFormat.Access)], probes);
        }

        if (_steps.Count == 0) _steps.Add(new ExplanationNode(ExplanationKind.Note, "no restriction of the SMTP server queries a table for this"));
    }

    private Probe[] OfAddress(ResolvedAddress? address) => address is null
        ? [new Probe(context.Get("smtpd_null_access_lookup_key"), ProbeReason.NullAddress)]
        : [.. new AddressProbes(context.Settings).OfAccess(address.Recipient)];

    /// <summary>Whether the recipient is exempt from the recipient restrictions (<c>smtpd_check_rcpt</c>).</summary>
    private bool IsUnchecked(string check, ResolvedAddress? address) =>
        check.EndsWith(ChecksOfAddresses[1], StringComparison.OrdinalIgnoreCase)
        && address is not null && FoldedText.AreEqual(address.Recipient, $"{context.Settings.Delimiter.DoubleBounceSender}@{context.Origin}");

    private Probe[] OfHost(string subject, bool isNetworkAddress)
    {
        var probes = new HostProbes(context.Settings);
        if (!isNetworkAddress) return [.. probes.OfName(subject)];
        return context.Options.Host is { } name ? [.. probes.OfClient(name, subject)] : [.. HostProbes.OfNetworkAddress(subject)];
    }

    /// <summary>The checks of main.cf, of the SMTP servers in master.cf and of restriction classes, without duplicates.</summary>
    private List<(string Check, string Table)> ConfiguredChecks(string[] checks)
    {
        var found = new List<(string, string)>();
        foreach (var service in context.SmtpServers.Prepend(null))
        {
            foreach (var parameter in Restrictions.Concat(ExplainContext.Words(context.Get("smtpd_restriction_classes", service)))) Find(parameter, service);
        }

        return found;

        void Find(string parameter, MasterService? service)
        {
            var words = ExplainContext.Words(context.Get(parameter, service));
            for (var index = 0; index + 1 < words.Count; index++)
            {
                var check = ($"{parameter}, {words[index]}", TableIn(words[index + 1]));
                if (checks.Contains(words[index], StringComparer.OrdinalIgnoreCase) && !found.Contains(check)) found.Add(check);
            }
        }
    }

    /// <summary>The table of a check, which may be in braces and followed by options.</summary>
    private static string TableIn(string argument) =>
        Source.ByteText.ToText(argument is ['{', .. var inside, '}'] && ExplainContext.Words(inside) is [var table, ..] ? table : argument);

    private void Ask(string list, string subject, IReadOnlyList<ExplainedTable> tables, Probe[] probes)
    {
        var search = new TableSearch(list, subject, tables).Run(probes);
        _steps.Add(Wording.StepOf(search));
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
