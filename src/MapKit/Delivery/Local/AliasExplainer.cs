using MapKit.Configuration;
using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Postfix;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Addresses;
using MapKit.Tables.Aliases;

namespace MapKit.Delivery.Local;

/// <summary>Expands aliases as local(8) does (docs/formats/table-formats.md#aliases): a tree of the recipients.</summary>
/// <param name="context">The configuration.</param>
/// <param name="tables">The tables of aliases.</param>
/// <param name="service">The service that expands them; null if there is no master.cf.</param>
internal sealed class AliasExplainer(ExplainContext context, IReadOnlyList<ExplainedTable> tables, MasterService? service)
{
    /// <summary>Destinations that are followed: where each of a few aliases leads to two others there are soon millions.</summary>
    private const int MostDestinations = 20_000;

    /// <summary>Bytes of an address that is followed. A rule that repeats what it matches makes ever longer ones.</summary>
    private const int LongestAddress = 1 << 16;

    private readonly AliasProbes _probes = new(context.Settings);
    private readonly HashSet<(int Level, string Address)> _delivered = [];
    private readonly List<string> _results = [];
    private readonly List<(string Recipient, string? Sender)> _forwarded = [];
    private readonly HashSet<string> _knownResults = new(StringComparer.Ordinal);
    private int _destinations;

    /// <summary>The recipients, as text.</summary>
    public IReadOnlyList<string> Results => _results;

    /// <summary>The addresses, in internal form, that local(8) returns to the queue, and their senders: null for the original sender.</summary>
    public IReadOnlyList<(string Recipient, string? Sender)> Forwarded => _forwarded;

    /// <summary>Whether Postfix bounces any of the mail.</summary>
    public bool IsBounced { get; private set; }

    /// <summary>The value of the alias, one character per byte; null if there is none.</summary>
    public string? FirstValue { get; private set; }

    /// <summary>Whether a table could not be asked that might have answered.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Why Postfix defers mail; null if it defers none.</summary>
    public string? Problem { get; private set; }

    /// <summary>Expands a recipient.</summary>
    /// <param name="recipient">The address in internal form.</param>
    public IReadOnlyList<ExplanationNode> Explain(string recipient) => Deliver(recipient, new AliasState(0));

    private List<ExplanationNode> Deliver(string recipient, AliasState state)
    {
        var level = state.Level + 1;
        if (level > PostfixLimits.LocalNesting) return [Bounce($"Postfix bounces the mail: recipient nesting limit exceeded for {Wording.ShowAddress(recipient)}")];
        if (!_delivered.Add((level, FoldedText.Fold(recipient)))) return [new ExplanationNode(ExplanationKind.Note, "duplicate recipient")];

        var at = recipient.LastIndexOf('@');
        var localPart = at < 0 ? recipient : recipient[..at];
        var searches = _probes.OfRecipient(localPart).Where(forms => state.ExpandedFrom is null || !FoldedText.AreEqual(forms[^1].Key, state.ExpandedFrom)).ToArray();
        if (searches.Length == 0) return [UserOf(recipient, "the alias names itself: the mail goes to the user", state)];

        var search = new TableSearch("alias_maps", localPart, tables).RunByTable(searches);
        IsUncertain |= search.IsUncertain;
        var nodes = new List<ExplanationNode> { Wording.StepOf(search) };
        if (search.Failure is not null) nodes.Add(Fail($"{Wording.Failure(search)}; Postfix defers the mail"));
        else if (search.Answer is not { } answer) nodes.Add(UserOf(recipient, "no alias", state));
        else nodes.Add(Expand(answer, NameOf(searches, answer.Probe), state with { Level = level + 2 }));
        return nodes;
    }

    /// <summary>The name without quotes: the last form of the successful search.</summary>
    private static string NameOf(IReadOnlyList<Probe>[] searches, Probe answer) => searches.First(forms => forms.Contains(answer))[^1].Key;

    private ExplanationNode Expand(SearchStep answer, string name, AliasState state)
    {
        FirstValue ??= answer.Value;
        if (state.Path.Contains(name))
        {
            var loop = string.Join(" → ", state.Path.SkipWhile(alias => alias != name).Append(name).Select(Wording.Show));
            return Bounce($"alias loop: {loop}; local(8) expands it until its nesting limit is reached, then bounces the mail");
        }

        var children = new List<ExplanationNode>();
        var owner = context.IsOn("owner_request_special", service) ? AddOwner(name, children) : null;
        var propagates = context.HasWord("propagate_unmatched_extensions", "alias", service);
        var inside = state with { Sender = owner ?? state.Sender, ExpandedFrom = name, Path = state.Path.Add(name), Owner = OwnerOf(answer), IsInclude = false, Extension = propagates ? answer.Probe.Extension : null };
        var items = AddressList.Parse(answer.Value!).Items;
        foreach (var item in items) children.Add(Destination(item, inside));
        if (items.Count == 0) children.Add(Fail($"no recipient in alias lookup result for {Wording.Show(name)}; Postfix defers the mail"));
        return new ExplanationNode(ExplanationKind.Alias, $"alias {Wording.Show(name)}: {Wording.Show(answer.Value!)}") { Facts = [("alias", Wording.Show(name))], Children = children };
    }

    /// <summary>Adds the owner of an alias, and returns the new sender; null if there is none.</summary>
    private string? AddOwner(string name, List<ExplanationNode> children)
    {
        var owner = AliasProbes.OfOwner(name);
        var search = new TableSearch("alias_maps", owner.Key, tables).Run([owner]);
        if (search.Answer is not { Value: { } value }) return null;
        var expands = context.IsOn("expand_owner_alias", service);
        var sender = AddressForm.Internal(context.Completion.Complete(expands ? value : AddressForm.External(owner.Key)));
        children.Add(new ExplanationNode(ExplanationKind.Owner, $"{Wording.Show(owner.Key)} is an alias: the mail continues with the sender {Wording.ShowAddress(sender)}")
        {
            Facts = [("sender", Wording.ShowAddress(sender))],
            Children = [Wording.StepOf(search)],
        });
        return sender;
    }

    private ExplanationNode Destination(AddressItem item, AliasState state)
    {
        if (++_destinations > MostDestinations) return Fail($"there are more than {MostDestinations} destinations; mapkit does not follow the others");
        if (item.External.Length > LongestAddress) return Fail($"a destination has {item.External.Length} bytes; mapkit does not follow it");
        var destination = DestinationCheck.Parse(item, []);
        var text = Wording.Show(destination.Text);
        var kindOfList = state.IsInclude ? "include" : "alias";
        switch (destination.Kind)
        {
            case AliasDestinationKind.Command:
                if (!context.HasWord("allow_mail_to_commands", kindOfList, service)) return Refuse($"|{text}", $"allow_mail_to_commands does not allow {kindOfList}");
                return Result(ExplanationKind.Command, $"|{text}", $"the command {text}");
            case AliasDestinationKind.File:
                if (!context.HasWord("allow_mail_to_files", kindOfList, service)) return Refuse(text, $"allow_mail_to_files does not allow {kindOfList}");
                return Result(ExplanationKind.File, text, $"the {(text.EndsWith('/') ? "maildir" : "file")} {text}");
            case AliasDestinationKind.HomeFile:
                return Refuse(text, "this alias has no owning user, so ~ has no meaning");
            case AliasDestinationKind.Include:
                return Include(destination.Text, state);
            default:
                return Address(item, state);
        }
    }

    private ExplanationNode Address(AddressItem item, AliasState state)
    {
        var completed = AddressForm.Internal(context.Completion.Complete(item.External));
        var resolved = context.Resolution.Resolve(completed);
        var recipient = resolved.Recipient;
        if (state.Extension is { } extension) recipient = recipient.Insert(recipient.LastIndexOf('@'), extension);
        var shown = Wording.ShowAddress(recipient);
        if (!resolved.IsValid) return Bounce($"{Wording.Show(item.External)}: Postfix bounces the mail: bad address syntax");
        if (IsDeliveredHere(resolved))
        {
            return new ExplanationNode(ExplanationKind.Address, $"{Wording.Show(item.External)} is local: {shown}")
            {
                Facts = [("address", shown)],
                Children = Deliver(recipient, state with { Level = state.Level + 1 }),
            };
        }

        _forwarded.Add((recipient, state.Sender));
        return Result(ExplanationKind.Address, shown, completed == AddressForm.Internal(item.External) ? $"mail to {shown}" : $"mail to {shown}, completed from {Wording.Show(item.External)}");
    }

    /// <summary>Whether the local(8) that expands the alias also delivers the mail, instead of returning it to the queue.</summary>
    private bool IsDeliveredHere(ResolvedAddress address)
    {
        if (!address.IsLocal) return false;
        var routes = new RouteExplainer(context);
        var route = routes.Transport(routes.RouteOfClass(address, sender: null), context.ConfiguredTables("transport_maps", TableFormat.Transport, context.Rewriter), out _);

        // Another service of local(8) receives it through the queue.
        return service is null ? context.ProgramOf(route.Transport) is "local" or "" : route.Transport == ByteText.FromText(service.Name.Text);
    }

    private ExplanationNode Include(string path, AliasState state)
    {
        var shown = Wording.Show(path);
        var level = state.Level + 1;
        if (level > PostfixLimits.LocalNesting) return Refuse($":include:{shown}", "files are nested too deep");
        if (!_delivered.Add((0, path))) return new ExplanationNode(ExplanationKind.Note, $"{shown} is already included");
        var user = DeliveryRights.UserFor(state.Owner, path);
        if (DeliveryRights.Find(user) is not { } rights) return Fail($":include:{shown}: Postfix defers the mail: user {user}, with whose rights it is read, is not a user of this host");
        var file = IncludedFile.Read(path, context.Number("line_length_limit"), rights);
        if (file.Problem is { } problem) return Refuse($":include:{shown}", problem);
        var inside = state with { Level = level, IsInclude = true, Owner = user };
        if (!context.HasWord("propagate_unmatched_extensions", "include", service)) inside = inside with { Extension = null };
        return new ExplanationNode(ExplanationKind.Include, $"the destinations in {shown}")
        {
            Facts = [("path", shown)],
            Children = [.. file.Lines.SelectMany(line => AddressList.Parse(line).Items).Select(item => Destination(item, inside))],
        };
    }

    private uint OwnerOf(SearchStep answer) => tables.FirstOrDefault(table => table.Specification == answer.Table)?.OwnerId ?? 0;

    private ExplanationNode UserOf(string recipient, string why, AliasState state)
    {
        var delivery = new UserDelivery(context, service);
        var node = delivery.Explain(recipient, why);
        IsUncertain |= delivery.IsUncertain;
        IsBounced |= delivery.IsBounced;
        Problem ??= delivery.Problem;
        if (delivery.Relay is not { } relay) return Result(node, node.Facts[0].Value);
        var away = state with { Level = state.Level + 1, ExpandedFrom = null, Extension = null };
        return node with { Children = [.. node.Children, .. AddressList.Parse(relay).Items.Select(item => Address(item, away))] };
    }

    private ExplanationNode Result(ExplanationKind kind, string result, string text) => Result(new ExplanationNode(kind, text), result);

    private ExplanationNode Result(ExplanationNode node, string result)
    {
        if (_knownResults.Add(result)) _results.Add(result);
        return node with { Facts = [.. node.Facts, ("result", result)] };
    }

    private ExplanationNode Fail(string problem)
    {
        Problem ??= problem;
        return new ExplanationNode(ExplanationKind.Deferral, problem);
    }

    private ExplanationNode Refuse(string what, string why) => Bounce($"{what}: Postfix bounces the mail: {why}");

    private ExplanationNode Bounce(string text)
    {
        IsBounced = true;
        return new ExplanationNode(ExplanationKind.Bounce, text);
    }
}
