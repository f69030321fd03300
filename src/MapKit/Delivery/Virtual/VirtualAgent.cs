using System.Globalization;
using MapKit.Delivery.Queue;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Lookup.Probes;
using MapKit.Tables;

namespace MapKit.Delivery.Virtual;

/// <summary>virtual(8): the mailbox, and the user and group with whose rights it is written (<c>deliver_mailbox</c>).</summary>
/// <param name="settings">The settings of the service.</param>
/// <param name="report">Takes what is found out.</param>
internal sealed class VirtualAgent(ServiceSettings settings, DeliveryReport report)
{
    private const string ConfigurationError = "mail system configuration error";

    private readonly List<ExplanationNode> _steps = [];
    private readonly AgentVerdict _verdict = new(settings, report);

    /// <summary>What becomes of a mail.</summary>
    public IReadOnlyList<ExplanationNode> Deliver(DeliveryRequest request)
    {
        var user = FoldedText.Fold(request.Recipient);
        var folder = settings.Get("virtual_mailbox_base");
        if (!folder.StartsWith('/'))
        {
            _steps.Add(_verdict.Defer("4.3.0", "mail transport unavailable", $"virtual_mailbox_base is {(folder.Length == 0 ? "empty" : Wording.Show(folder))}, but has to begin with /; virtual(8) does not run"));
            return _steps;
        }

        var search = Search("virtual_mailbox_maps", TableFormat.VirtualMailbox, user);
        if (search.Failure is not null) Misconfigured(Wording.Failure(search));
        else if (search.Answer is not { Value: { } mailbox }) _steps.Add(Unknown(user));
        else if (HasRights(user)) _steps.Add(new ExplanationNode(ExplanationKind.File, $"the mailbox {Wording.Show($"{folder}/{mailbox}")}") { Subjects = [Wording.Show($"{folder}/{mailbox}")] });
        return _steps;
    }

    private ExplanationNode Unknown(string user)
    {
        var node = _verdict.Bounce("5.1.1", $"unknown user: \"{user}\"");
        return node with { Text = node.Text.Replace($"\"{Wording.Show(user)}\"", Wording.ShowAddress(user), StringComparison.Ordinal) };
    }

    private bool HasRights(string user) =>
        IsNumber("virtual_uid_maps", TableFormat.VirtualUid, user, settings.Number("virtual_minimum_uid"), "the lowest is virtual_minimum_uid")
        && IsNumber("virtual_gid_maps", TableFormat.VirtualGid, user, 1, "it has to be positive");

    private bool IsNumber(string parameter, TableFormat format, string user, long lowest, string rule)
    {
        var search = Search(parameter, format, user);
        if (search.Failure is not null) return Misconfigured(Wording.Failure(search));
        if (search.Answer is not { Value: { } value }) return search.IsUncertain || Misconfigured($"{parameter} has no entry for {Wording.ShowAddress(user)}");
        var number = LeadingNumber(value);
        return number >= lowest || Misconfigured(string.Create(CultureInfo.InvariantCulture, $"{parameter} has {Wording.Show(value)}; {rule}: {lowest}"));
    }

    /// <summary>The number at the start of a text, 0 without one (<c>atol</c>).</summary>
    private static long LeadingNumber(string text)
    {
        var trimmed = text.TrimStart();
        var length = trimmed.StartsWith('-') || trimmed.StartsWith('+') ? 1 : 0;
        while (length < trimmed.Length && char.IsAsciiDigit(trimmed[length])) length++;
        return long.TryParse(trimmed[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private bool Misconfigured(string why)
    {
        _steps.Add(_verdict.Defer("4.3.5", ConfigurationError, why));
        report.Note(why, isUncertain: false);
        return false;
    }

    private Search Search(string parameter, TableFormat format, string user)
    {
        var search = new TableSearch(parameter, user, settings.Tables(parameter, format)).Run(new AddressProbes(settings.Probes).OfAddress(user));
        if (search.Tables.Count > 0) _steps.Add(Wording.StepOf(search));
        report.Note(null, search.IsUncertain);
        return search;
    }
}
