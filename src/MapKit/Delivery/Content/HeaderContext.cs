using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Smtpd;
using MapKit.Lookup;
using MapKit.Lookup.Probes;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Delivery.Content;

/// <summary>
/// Whether the addresses in headers are rewritten, and with which domain they are completed: those of the clients that
/// <c>local_header_rewrite_clients</c> names as this host's own, others with <c>remote_header_rewrite_domain</c> (<c>smtpd_check_rewrite</c>).
/// </summary>
/// <param name="server">The SMTP server that receives the message.</param>
internal sealed class HeaderContext(SmtpServer server)
{
    private const string Parameter = "local_header_rewrite_clients";
    private const string AddressMap = "check_address_map";

    private readonly List<ExplanationNode> _steps = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>How addresses are completed; null if they stay as they are.</summary>
    /// <param name="session">The session; null if it is not given.</param>
    public AddressCompletion? CompletionFor(SmtpSession? session)
    {
        var rewriter = server.Context.RewriterNamed(server.Context.Cleanup(server.Get("cleanup_service_name")).Get("rewrite_service_name"));
        if (session is null)
        {
            Note($"addresses in headers are rewritten as for a client that {Parameter} names ({Wording.Show(server.Get(Parameter))}); --client says which client it is");
            return rewriter.Completion;
        }

        if (IsLocal(session)) return rewriter.Completion;
        var domain = server.Context.Cleanup(server.Get("cleanup_service_name")).Get("remote_header_rewrite_domain");
        if (domain.Length == 0)
        {
            Note($"the client is not one that {Parameter} names ({Wording.Show(server.Get(Parameter))}): addresses in headers are not rewritten");
            return null;
        }

        Note($"the client is not one that {Parameter} names: addresses in headers are completed with {Wording.Show(domain)} (remote_header_rewrite_domain)");
        return rewriter.Completion.With(domain);
    }

    private bool IsLocal(SmtpSession session)
    {
        var words = server.Settings.Words(Parameter);
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            if (word.Equals(AddressMap, StringComparison.OrdinalIgnoreCase) && index + 1 < words.Count) word = words[++index];
            if (word.Contains(':', StringComparison.Ordinal) ? IsInTable(word, session) : IsPermitted(word, session)) return true;
        }

        return false;
    }

    private bool IsPermitted(string word, SmtpSession session) => word.ToLowerInvariant() switch
    {
        "permit_inet_interfaces" => server.Settings.IsOwnAddress(session.Address),
        "permit_mynetworks" => IsInNetworks(session),
        "permit_sasl_authenticated" => session.Login is not null,
        "permit_tls_clientcerts" or "permit_tls_all_clientcerts" => Unknown($"{word}: taken as a client without a certificate"),
        _ => Unknown($"{Parameter}: {Wording.Show(word)} is no word that smtpd(8) knows; it answers 451 4.3.5 Server configuration error"),
    };

    private bool IsInNetworks(SmtpSession session)
    {
        try
        {
            return server.Networks.Contains(session.Name ?? SmtpSession.Unknown, session.Address);
        }
        catch (LookupException exception)
        {
            return Unknown($"mynetworks: not known ({ByteText.ToText(exception.Message)}); taken as not in the list");
        }
    }

    private bool IsInTable(string table, SmtpSession session)
    {
        var search = new TableSearch(Parameter, session.Address, [server.Context.Open(ByteText.ToText(table), TableFormat.Plain)]).Run([new Probe(session.Address, ProbeReason.NetworkAddress)]);
        _steps.Add(Wording.StepOf(search));
        return search.Answer is not null;
    }

    private bool Unknown(string text)
    {
        Note(text);
        return false;
    }

    private void Note(string text) => _steps.Add(new ExplanationNode(ExplanationKind.Note, text));
}
