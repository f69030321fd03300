using MapKit.Delivery.Smtpd;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>What smtpd(8) answers to a session.</summary>
internal static class SmtpdAnswer
{
    /// <summary>The answer that refuses, or that to RCPT TO; null if the server does not start the session.</summary>
    /// <param name="port">The port of the server.</param>
    /// <param name="session">The session.</param>
    /// <param name="log">Receives the lines.</param>
    public static string? Of(int port, SmtpSession session, Action<string> log)
    {
        try
        {
            using var conversation = new SmtpConversation(port, log, "NOOP");
            var address = session.Address.Contains(':', StringComparison.Ordinal) ? $"IPV6:{session.Address}" : session.Address;
            var name = session.Name is null or "unknown" ? "[UNAVAILABLE]" : session.Name;
            var login = session.Login is null ? "" : $" LOGIN={session.Login}";
            var answer = conversation.Say($"XCLIENT NAME={name} ADDR={address}{login}");
            if (answer.StartsWith("503", StringComparison.Ordinal)) return null;
            if (!answer.StartsWith("220", StringComparison.Ordinal)) return answer;
            if (session.Helo is { Length: > 0 } helo && conversation.Say($"EHLO {helo}") is var greeting && !greeting.StartsWith("250", StringComparison.Ordinal)) return greeting;
            var mail = conversation.Say($"MAIL FROM:<{session.Sender}>");
            if (!mail.StartsWith("250", StringComparison.Ordinal)) return mail;
            var recipient = conversation.Say($"RCPT TO:<{session.Recipient}>");
            if (!recipient.StartsWith("250", StringComparison.Ordinal)) return recipient;
            var data = conversation.Say("DATA");
            if (!data.StartsWith("354", StringComparison.Ordinal)) return data;
            var end = conversation.Say("Subject: x\r\n\r\ntext\r\n.");
            return end.StartsWith("250", StringComparison.Ordinal) ? recipient : end;
        }
        catch (IOException exception)
        {
            log(exception.Message);
            return null;
        }
    }
}
