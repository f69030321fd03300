using MapKit.Delivery.Cleanup;
using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Services;
using MapKit.Messages;
using MapKit.Tables.Addresses;

namespace MapKit.Delivery.Content;

/// <summary>Rewrites the addresses in From, To, Cc and their relatives (<c>cleanup_rewrite_sender</c>, <c>cleanup_rewrite_recip</c>).</summary>
/// <param name="settings">The settings of cleanup(8).</param>
/// <param name="completion">Completes addresses in the context of the client.</param>
/// <param name="report">Takes what is found out.</param>
internal sealed class HeaderAddresses(ServiceSettings settings, AddressCompletion completion, DeliveryReport report)
{
    /// <summary>Whether canonical maps and masquerading apply.</summary>
    public bool Maps { get; init; } = true;

    /// <summary>Whether a table could not answer.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Rewrites a header.</summary>
    /// <param name="header">The header, one character per byte.</param>
    /// <param name="traits">What it is.</param>
    /// <param name="steps">Takes a step if anything changes or fails.</param>
    public string Rewrite(string header, HeaderTraits traits, List<ExplanationNode> steps)
    {
        if (traits is not (HeaderTraits.Sender or HeaderTraits.Recipient)) return header;
        var name = HeaderNames.NameOf(header);
        return Replace(header, steps, address => OfAddress(address, traits == HeaderTraits.Sender ? "sender" : "recipient"), $"header {name}");
    }

    /// <summary>Replaces the addresses of a header one by one; all other text stays.</summary>
    /// <param name="header">The header.</param>
    /// <param name="steps">Takes a step if anything changes or fails.</param>
    /// <param name="rewrite">Gives the new address, both in external form, and the steps to it.</param>
    /// <param name="title">What the step is called.</param>
    public static string Replace(string header, List<ExplanationNode> steps, Func<string, (string Address, IReadOnlyList<ExplanationNode> Steps)> rewrite, string title)
    {
        var value = header.IndexOf(':', StringComparison.Ordinal) + 1;
        var children = new List<ExplanationNode>();
        foreach (var item in AddressList.Parse(header[value..]).Items.Reverse())
        {
            var (address, reasons) = rewrite(item.External);
            if (address == item.External && !reasons.Any(reason => reason.Kind == ExplanationKind.Deferral)) continue;
            children.InsertRange(0, reasons);
            header = $"{header[..(value + item.Start)]}{address}{header[(value + item.End)..]}";
        }

        if (children.Count > 0) steps.Add(new ExplanationNode(ExplanationKind.Step, title) { Children = children });
        return header;
    }

    private (string Address, IReadOnlyList<ExplanationNode> Steps) OfAddress(string external, string who)
    {
        var steps = new List<ExplanationNode>();
        var completed = completion.Complete(external);
        var plain = AddressForm.Internal(completed);
        if (completed != external) steps.Add(CanonicalRewriting.StepOf(AddressForm.Internal(external), plain, "completed"));
        if (!Maps) return (completed, steps);
        var canonical = new CanonicalRewriting(settings, RewritingExplainer.NotAccepted);
        var result = canonical.Apply("header", who, plain);
        HasFailed |= canonical.Problem is not null;
        report.Note(canonical.Problem, canonical.IsUncertain);
        steps.AddRange(canonical.Steps);
        return (result == plain ? completed : AddressForm.External(result), steps);
    }
}
