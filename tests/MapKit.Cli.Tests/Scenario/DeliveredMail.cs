using System.Runtime.Versioning;
using MapKit.Delivery;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// What becomes of a mail, as text: the answer that refuses it, or each transport that hands it over with sender and recipient, and whether
/// anything comes back. Once as a real Postfix does it, whose every transport ends at a server of the test, and once as explain says.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class DeliveredMail
{
    /// <summary>What an explanation says.</summary>
    public static string AsExplained(Explanation explanation) =>
        $"{Refusal(explanation) ?? string.Join('\n', Deliveries(explanation))}\n{(explanation.Outcome == ExplainOutcome.NotFound ? "comes back" : "")}";

    /// <summary>What becomes of a message: the answer that refuses it, or each transport with sender and recipient, and whether anything comes back.</summary>
    public static string Send(PostfixInstance postfix, MailSink sink, int port, string sender, string recipient, Action<string> log)
    {
        var before = sink.Conversations.Count;
        using (var conversation = new SmtpConversation(port, log))
        {
            Assert.StartsWith("250", conversation.Say($"MAIL FROM:<{sender}>"), StringComparison.Ordinal);
            var answer = conversation.Say($"RCPT TO:<{recipient}>");
            if (!answer.StartsWith("250", StringComparison.Ordinal)) return $"{answer}\ncomes back";
            Assert.StartsWith("354", conversation.Say("DATA"), StringComparison.Ordinal);
            Assert.StartsWith("250", conversation.Say("Subject: road\r\n\r\ntext\r\n."), StringComparison.Ordinal);
        }

        PostfixInstance.WaitUntil(() => postfix.QueueIsEmpty, $"the mail for {recipient} has been delivered");
        var deliveries = new List<string>();
        var comesBack = false;
        foreach (var commands in sink.Conversations.Skip(before))
        {
            var transport = commands[0].Split(' ')[1];
            var from = "";
            foreach (var command in commands)
            {
                if (command.StartsWith("MAIL FROM:", StringComparison.Ordinal)) from = Address(command);
                else if (command.StartsWith("RCPT TO:", StringComparison.Ordinal) && (from.Length > 0 || sender.Length == 0)) deliveries.Add($"{transport} {from} {Address(command)}");
                else if (command.StartsWith("RCPT TO:", StringComparison.Ordinal)) comesBack = true;
            }
        }

        return $"{string.Join('\n', deliveries.Distinct().Order(StringComparer.Ordinal))}\n{(comesBack ? "comes back" : "")}";
    }

    private static string Address(string command) => command[(command.IndexOf('<', StringComparison.Ordinal) + 1)..command.LastIndexOf('>')];

    private static string? Refusal(Explanation explanation)
    {
        const string Begin = "the SMTP server rejects it: ";
        return All(explanation.Steps).FirstOrDefault(node => node.Text.StartsWith(Begin, StringComparison.Ordinal))?.Text[Begin.Length..];
    }

    /// <summary>Each transport of an explanation that ends elsewhere, with the sender and recipient that it hands over.</summary>
    private static IEnumerable<string> Deliveries(Explanation explanation)
    {
        List<(string Transport, string From, string To)> found = [];
        var (sender, recipient, inGeneric) = ("", "", false);
        foreach (var node in All(explanation.Steps))
        {
            if (node.Kind == ExplanationKind.Step)
            {
                inGeneric = node.Text == "generic addresses";
                if (node.Text.StartsWith("sender ", StringComparison.Ordinal)) sender = node.Text["sender ".Length..];
                if (node.Text.StartsWith("mail for ", StringComparison.Ordinal)) recipient = node.Text["mail for ".Length..];
            }

            if (node.Kind == ExplanationKind.Route && node.Facts.First(fact => fact.Name == "transport").Value is var transport && !transport.StartsWith("local", StringComparison.Ordinal))
                found.Add((transport, sender, recipient));
            if (node.Kind == ExplanationKind.User && node.Text[(node.Text.LastIndexOf(": ", StringComparison.Ordinal) + 2)..] is var other && other.Contains(":[127.0.0.1]", StringComparison.Ordinal))
                found.Add((other[..other.IndexOf(':', StringComparison.Ordinal)], sender, recipient));
            if (inGeneric && node.Kind == ExplanationKind.Rewriting)
            {
                var (from, to) = (node.Facts.First(fact => fact.Name == "from").Value, node.Facts.First(fact => fact.Name == "to").Value);
                var (last, lastFrom, lastTo) = found[^1];
                found[^1] = (last, lastFrom == from ? to : lastFrom, lastTo == from ? to : lastTo);
            }
        }

        return found.Select(delivery => $"{delivery.Transport} {delivery.From.Trim('<', '>')} {delivery.To}").Distinct().Order(StringComparer.Ordinal);
    }

    private static IEnumerable<ExplanationNode> All(IEnumerable<ExplanationNode> nodes) => nodes.SelectMany(node => All(node.Children).Prepend(node));
}
