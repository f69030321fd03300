using System.CommandLine;
using MapKit.Delivery.Smtpd;
using MapKit.Delivery.Smtpd.Dns;

namespace MapKit.Cli.Commands.Options;

/// <summary>The options that describe an SMTP session.</summary>
internal static class SessionOptions
{
    /// <summary>The client.</summary>
    public static readonly Option<string?> Client = new("--client") { Description = "Client as ADDRESS or ADDRESS:NAME, such as 192.0.2.1:mail.example.org or [2001:db8::1]:unknown", HelpName = "ADDR[:NAME]" };

    /// <summary>The HELO name.</summary>
    public static readonly Option<string?> Helo = new("--helo") { Description = "Name in HELO or EHLO. Default: the client's name. \"\" for a client that sends none", HelpName = "NAME" };

    /// <summary>The login.</summary>
    public static readonly Option<string?> Login = new("--login") { Description = "User that the client logged in as", HelpName = "USER" };

    /// <summary>Whether the session is encrypted.</summary>
    public static readonly Option<bool> Tls = new("--tls") { Description = "The session is encrypted" };

    /// <summary>The service.</summary>
    public static readonly Option<string?> Service = new("--service") { Description = "Service of master.cf, such as submission. Default: smtp", HelpName = "NAME" };

    /// <summary>The size.</summary>
    public static readonly Option<long?> Size = new("--size") { Description = "Size in bytes that the client announces", HelpName = "BYTES" };

    /// <summary>The assumptions.</summary>
    public static readonly Option<string[]> Assume = new("--assume") { Description = "What DNS, a blocklist, a policy server or a table says, such as bl.example=yes. May be repeated", HelpName = "NAME=yes|no", Arity = ArgumentArity.OneOrMore };

    /// <summary>Whether DNS is queried.</summary>
    public static readonly Option<bool> Dns = new("--dns") { Description = "Query DNS and blocklists as the server would. --assume takes precedence" };

    /// <summary>Reads the options.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="recipient">The recipient.</param>
    /// <exception cref="FormatException">An option cannot be read.</exception>
    public static SmtpSession Read(ParseResult arguments, string sender, string recipient) => SmtpSessionText.Create(
        arguments.GetValue(Client), arguments.GetValue(Helo), sender, recipient, arguments.GetValue(Login), arguments.GetValue(Assume) ?? []) with
    {
        IsEncrypted = arguments.GetValue(Tls),
        Service = arguments.GetValue(Service),
        Size = arguments.CommandResult.Command.Options.Contains(Size) ? arguments.GetValue(Size) : null,
        Dns = arguments.GetValue(Dns) ? new DnsFacts(DnsResolver.OfSystem()) : null,
    };
}
