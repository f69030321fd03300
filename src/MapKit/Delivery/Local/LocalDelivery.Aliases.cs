using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Postfix;
using MapKit.Tables.Addresses;

namespace MapKit.Delivery.Local;

/// <summary>Aliases (<c>deliver_alias</c>).</summary>
internal sealed partial class LocalDelivery
{
    private const string AliasesUnavailable = "alias database unavailable";

    /// <summary>Looks up the recipient, with and without its extension, and expands the alias.</summary>
    /// <returns>Whether there is an alias, or a table cannot answer.</returns>
    private bool TryAliases(LocalState state, List<ExplanationNode> nodes)
    {
        var searches = _probes.OfRecipient(state.LocalPart).Where(forms => state.ExpandedFrom is null || !FoldedText.AreEqual(forms[^1].Key, state.ExpandedFrom)).ToArray();
        if (searches.Length == 0) return false;
        if (state.Level + 1 > PostfixLimits.LocalNesting)
        {
            nodes.Add(Bounce("5.4.6", $"alias database loop for {state.LocalPart}", "aliases are nested too deep") with { EndsLoop = true });
            return true;
        }

        var search = new TableSearch("alias_maps", state.LocalPart, Aliases).RunByTable(searches);
        report.Note(null, search.IsUncertain);
        nodes.Add(Wording.StepOf(search));
        if (search.Failure is not null)
        {
            nodes.Add(Defer("4.3.0", AliasesUnavailable, Wording.Failure(search)));
            return true;
        }

        if (search.Answer is not { } answer) return false;
        var name = searches.First(forms => forms.Contains(answer.Probe))[^1].Key;
        var keepsExtension = answer.Probe.Extension is not null && settings.HasWord("propagate_unmatched_extensions", "alias");
        nodes.Add(Expand(answer, name, state with { Unmatched = keepsExtension ? state.Extension : null }));
        return true;
    }

    private ExplanationNode Expand(SearchStep answer, string name, LocalState state)
    {
        FirstValue ??= answer.Value;
        state = state.Deeper with { ExpandedFrom = name, ListedIn = "alias" };
        if (state.Path.Contains((name, state.Unmatched)))
        {
            // The same aliases would be expanded again and again, up to the limit of nesting.
            var loop = string.Join(" → ", state.Path.SkipWhile(alias => alias.Name != name).Select(alias => alias.Name).Append(name).Select(Wording.Show));
            return Bounce("5.4.6", $"alias database loop for {name}", $"alias loop: {loop}") with { EndsLoop = true, Subjects = [Wording.Show(name)] };
        }

        var children = new List<ExplanationNode>();
        var user = OwnerOf(answer);
        if (user == 0)
        {
            state = state with { UserId = 0, Home = null };
        }
        else if (DeliveryRights.AccountOf(user) is { } account)
        {
            state = state with { UserId = user, Home = account.Home };
        }
        else
        {
            children.Add(Defer("4.3.0", "cannot find alias database owner", $"user {user}, who owns {answer.Table}, is not a user of this host"));
            return AliasNode(answer, name, children);
        }

        if (settings.IsOn("owner_request_special"))
        {
            if (Owner(name, ref state, children) is { } failure)
            {
                children.Add(failure);
                return AliasNode(answer, name, children);
            }
        }
        else if (settings.IsOn("reset_owner_alias"))
        {
            state = state with { Owner = null };
        }

        if (!settings.IsOn("frozen_delivered_to")) state = state with { Delivered = state.Address };
        state = state with { Path = state.Path.Add((name, state.Unmatched)) };
        var items = AddressList.Parse(answer.Value!).Items;
        foreach (var item in items) children.Add(Destination(item, state));
        if (items.Count == 0) children.Add(Defer("4.3.0", AliasesUnavailable, $"no recipient in alias lookup result for {Wording.Show(name)}"));
        return AliasNode(answer, name, children);
    }

    private static ExplanationNode AliasNode(SearchStep answer, string name, List<ExplanationNode> children) =>
        new(ExplanationKind.Alias, $"alias {Wording.Show(name)}: {Wording.Show(answer.Value!)}") { Facts = [("alias", Wording.Show(name))], Children = children };

    /// <summary>Makes the owner of an alias the sender.</summary>
    /// <returns>The deferral if the owner cannot be looked up.</returns>
    private ExplanationNode? Owner(string name, ref LocalState state, List<ExplanationNode> children)
    {
        var owner = AliasProbes.OfOwner(name);
        var search = new TableSearch("alias_maps", owner.Key, Aliases).Run([owner]);
        if (search.Failure is not null)
        {
            children.Add(Wording.StepOf(search));
            return Defer("4.3.0", AliasesUnavailable, Wording.Failure(search));
        }

        if (search.Answer is not { Value: { } value })
        {
            if (settings.IsOn("reset_owner_alias")) state = state with { Owner = null };
            return null;
        }

        var sender = settings.Rewriter.Completion.Complete(settings.IsOn("expand_owner_alias") ? value : AddressForm.External(owner.Key));
        var plain = AddressForm.Internal(sender);
        children.Add(new ExplanationNode(ExplanationKind.Owner, $"{Wording.Show(owner.Key)} is an alias: the mail continues with the sender {Wording.ShowAddress(plain)}")
        {
            Facts = [("sender", Wording.ShowAddress(plain))],
            Children = [Wording.StepOf(search)],
        });
        state = state with { Sender = plain, Owner = plain };
        return null;
    }

    private uint OwnerOf(SearchStep answer) => Aliases.FirstOrDefault(table => table.Specification == answer.Table)?.OwnerId ?? 0;
}
