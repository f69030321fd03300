using MapKit.Configuration;
using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Delivery.Smtpd;

/// <summary>Explains whether the SMTP server accepts mail for a recipient (<c>reject_unlisted_recipient</c>).</summary>
/// <param name="context">The configuration.</param>
internal sealed class RecipientCheck(ExplainContext context)
{
    /// <summary>Recipients that are accepted in every domain of this host, because the mail system sends mail to them.</summary>
    private static readonly string[] AlwaysTaken = ["postmaster", "mailer-daemon"];

    private readonly List<ExplanationNode> _steps = [];

    /// <summary>The steps; none if the server has no list for such an address.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>Whether the server refuses the recipient.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Explains a recipient.</summary>
    /// <param name="recipient">The address in internal form, as given by the client.</param>
    /// <param name="sender">The sender in internal form, or null if it is not known.</param>
    public void Explain(string recipient, string? sender)
    {
        var server = context.SmtpServers.FirstOrDefault();
        var resolved = context.Resolution.Resolve(recipient);
        if ((server is null && context.HasServices) || !resolved.IsValid || !context.IsOn("smtpd_reject_unlisted_recipient", server)) return;

        // A recipient that is rewritten is accepted.
        if (((string[])["recipient_canonical_maps", "canonical_maps", "virtual_alias_maps"]).Any(list => Search(list, resolved.Recipient, context.ConfiguredTables(list, TableFormat.Virtual, server)).Answer is not null)) return;
        var route = new RouteExplainer(context).RouteOf(resolved, sender);
        if (route.Transport == "error") Refuse(recipient, route.Class == AddressClass.VirtualAlias ? context.Get("unknown_virtual_alias_reject_code", server) : "550", "5.1.1", route.NextHop);
        else if (route.Transport == "retry") Refuse(recipient, "450", "4.1.1", route.NextHop);
        else LookFor(recipient, resolved, route.Class, server);
    }

    private void LookFor(string recipient, ResolvedAddress resolved, AddressClass addressClass, MasterService? server)
    {
        var (parameter, table) = addressClass switch
        {
            AddressClass.Local => ("local_recipient_maps", "local recipient"),
            AddressClass.VirtualMailbox => ("virtual_mailbox_maps", "virtual mailbox"),
            AddressClass.Relay => ("relay_recipient_maps", "relay recipient"),
            _ => ("", ""),
        };
        if (parameter.Length == 0 || TablesOf(parameter, server) is not { Count: > 0 } tables) return;
        if (addressClass == AddressClass.Local && IsAlwaysTaken(resolved.LocalPart)) return;
        var search = Search(parameter, resolved.Recipient, tables);
        _steps.Add(Wording.StepOf(search with { Steps = [.. search.Steps.Select(step => step with { IsListing = true })] }));

        // If a table cannot be queried, the server accepts the mail.
        if (search.Answer is not null || search.Failure is not null || search.IsUncertain) return;
        var reason = context.IsOn("show_user_unknown_table_name", server) ? $"User unknown in {table} table" : "User unknown";
        Refuse(recipient, context.Get($"unknown_{table.Replace(' ', '_')}_reject_code", server), "5.1.1", reason);
    }

    private void Refuse(string recipient, string code, string status, string reason)
    {
        IsRefused = true;
        var said = DeliveryStatus.Parse(reason) ?? new DeliveryStatus(status, reason);
        _steps.Add(new ExplanationNode(
            ExplanationKind.Bounce, $"the SMTP server rejects it: {code} {said.Code} <{Wording.ShowAddress(recipient)}>: Recipient address rejected: {Wording.Show(said.Text)}"));
    }

    /// <summary>The tables of a list, which may include alias tables: their sources have another syntax.</summary>
    private List<ExplainedTable> TablesOf(string parameter, MasterService? server)
    {
        var aliases = ExplainContext.Words(context.Get("alias_maps", server));
        return [.. ExplainContext.Words(context.Get(parameter, server)).Select(table => context.Open(ByteText.ToText(table), aliases.Contains(table) ? TableFormat.Aliases : TableFormat.Plain))];
    }

    private bool IsAlwaysTaken(string localPart) =>
        AlwaysTaken.Append(context.Settings.Delimiter.DoubleBounceSender).Any(name => name.Equals(localPart, StringComparison.OrdinalIgnoreCase));

    private Search Search(string list, string recipient, IReadOnlyList<ExplainedTable> tables) =>
        new TableSearch(list, recipient, tables).Run(new AddressProbes(context.Settings).OfAddress(recipient));
}
