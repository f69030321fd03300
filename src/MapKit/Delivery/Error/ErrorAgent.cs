using MapKit.Delivery.Queue;
using MapKit.Delivery.Services;

namespace MapKit.Delivery.Error;

/// <summary>error(8): bounces every mail with the next hop as the reason; under the name <c>retry</c> it defers.</summary>
/// <param name="settings">The settings of the service.</param>
/// <param name="report">Takes what is found out.</param>
internal sealed class ErrorAgent(ServiceSettings settings, DeliveryReport report)
{
    /// <summary>What becomes of a mail.</summary>
    public ExplanationNode Deliver(DeliveryRequest request)
    {
        var verdict = new AgentVerdict(settings, report);
        var isRetry = request.Transport == "retry";
        var status = DeliveryStatus.Parse(request.NextHop) ?? new DeliveryStatus(isRetry ? "4.0.0" : "5.0.0", request.NextHop);

        // The class of the status is that of the verdict.
        var code = (isRetry ? "4" : "5") + status.Code[1..];
        var node = isRetry ? verdict.Defer(code, status.Text) : verdict.Bounce(code, status.Text);
        var shown = Wording.Show(request.NextHop);
        var text = node.Text.Replace(Wording.Show(status.Text), shown, StringComparison.Ordinal);
        return node with { Text = text, Facts = [("transport", Wording.Show(request.Transport)), ("nextHop", shown), .. node.Facts] };
    }
}
