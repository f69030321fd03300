using System.Runtime.Versioning;
using MapKit.Delivery;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// What becomes of a mail, as text: the answer that refuses it, or each transport that hands it over with sender and recipient, and whether
/// anything is bounced. Once as a real Postfix does it, whose every transport ends at a server of the test, and once as explain says.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class DeliveredMail
{
    /// <summary>What an explanation says.</summary>
    public static string AsExplained(Explanation explanation) =>
        $"{Refusal(explanation) ?? (explanation.Results is [DeliveryReport.Held] ? "" : string.Join('\n', Deliveries(explanation)))}\n{(explanation.Outcome == ExplainOutcome.NotFound ? "bounced" : "")}";

    /// <summary>What becomes of a message: the answer that refuses it, or each transport with sender and recipient, and whether a bounce is sent.</summary>
    public static string Send(PostfixInstance postfix, MailSink sink, int port, string sender, string recipient, Action<string> log, string message = "Subject: road\r\n\r\ntext\r\n")
    {
        var before = sink.Conversations.Count;
        using (var conversation = new SmtpConversation(port, log))
        {
            Assert.StartsWith("250", conversation.Say($"MAIL FROM:<{sender}>"), StringComparison.Ordinal);
            var answer = conversation.Say($"RCPT TO:<{recipient}>");
            if (!answer.StartsWith("250", StringComparison.Ordinal)) return $"{answer}\nbounced";
            Assert.StartsWith("354", conversation.Say("DATA"), StringComparison.Ordinal);
            var verdict = conversation.Say($"{message}.");
            if (!verdict.StartsWith("250", StringComparison.Ordinal)) return $"{verdict}\nbounced";
        }

        PostfixInstance.WaitUntil(() => postfix.QueueIsEmpty, $"the mail for {recipient} has been delivered");
        var deliveries = new List<string>();
        var isBounced = false;
        foreach (var commands in sink.Conversations.Skip(before))
        {
            var transport = commands[0].Split(' ')[1];
            var from = "";
            foreach (var command in commands)
            {
                if (command.StartsWith("MAIL FROM:", StringComparison.Ordinal)) from = Address(command);
                else if (command.StartsWith("RCPT TO:", StringComparison.Ordinal) && (from.Length > 0 || sender.Length == 0)) deliveries.Add($"{transport} {from} {Address(command)}");
                else if (command.StartsWith("RCPT TO:", StringComparison.Ordinal)) isBounced = true;
            }
        }

        return $"{string.Join('\n', deliveries.Distinct().Order(StringComparer.Ordinal))}\n{(isBounced ? "bounced" : "")}";
    }

    private static string Address(string command) => command[(command.IndexOf('<', StringComparison.Ordinal) + 1)..command.LastIndexOf('>')];

    private static string? Refusal(Explanation explanation)
    {
        return All(explanation.Steps).SelectMany(node => node.Facts).Where(fact => fact.Name == "reply").Select(fact => fact.Value).FirstOrDefault();
    }

    /// <summary>Each transport of an explanation that ends elsewhere, with the sender and recipient that it hands over.</summary>
    private static IEnumerable<string> Deliveries(Explanation explanation)
    {
        List<(string Transport, string From, string To)> found = [];
        Collect(explanation.Steps, found);
        return found.Select(delivery => $"{delivery.Transport} {delivery.From.Trim('<', '>')} {delivery.To}").Distinct().Order(StringComparer.Ordinal);
    }

    /// <summary>The deliveries of one message, and of those that it leads to.</summary>
    private static void Collect(IReadOnlyList<ExplanationNode> steps, List<(string Transport, string From, string To)> found)
    {
        var sender = "";
        foreach (var step in steps.Where(step => step.Kind == ExplanationKind.Step))
        {
            if (step.Text.StartsWith("sender ", StringComparison.Ordinal)) sender = step.Text["sender ".Length..];
            if (step.Text.StartsWith("a new message for ", StringComparison.Ordinal)) Collect(step.Children, found);
            if (step.Text.StartsWith("mail for ", StringComparison.Ordinal) && step.Children.FirstOrDefault(child => child.Kind == ExplanationKind.Route) is { } route
                && route.Facts.First(fact => fact.Name == "transport").Value is var transport && !transport.StartsWith("local", StringComparison.Ordinal))
                found.Add((transport, sender, step.Text["mail for ".Length..]));
            if (step.Text != "generic addresses") continue;
            foreach (var rewriting in step.Children.Where(child => child.Kind == ExplanationKind.Rewriting))
            {
                var (from, to) = (rewriting.Facts.First(fact => fact.Name == "from").Value, rewriting.Facts.First(fact => fact.Name == "to").Value);
                var (last, lastFrom, lastTo) = found[^1];
                found[^1] = (last, lastFrom == from ? to : lastFrom, lastTo == from ? to : lastTo);
            }
        }
    }

    private static IEnumerable<ExplanationNode> All(IEnumerable<ExplanationNode> nodes) => nodes.SelectMany(node => All(node.Children).Prepend(node));
}
