using MapKit.Delivery.Rewrite;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables.Addresses;
using MapKit.Tables.Aliases;

namespace MapKit.Delivery.Local;

/// <summary>The destinations that an alias or a file lists (<c>deliver_token</c>, <c>deliver_resolve_tree</c>).</summary>
internal sealed partial class LocalDelivery
{
    private const string ConfigurationError = "mail system configuration error";

    /// <summary>Maximum number of destinations: if each of a few aliases leads to two others, there are millions.</summary>
    private const int MostDestinations = 20_000;

    /// <summary>Length limit of an address that is followed. A rule that repeats its match creates longer and longer addresses.</summary>
    private const int LongestAddress = 1 << 16;

    private int _destinations;

    private ExplanationNode Destination(AddressItem item, LocalState state)
    {
        if (++_destinations > MostDestinations) return Unfollowed($"there are more than {MostDestinations} destinations; mapkit does not follow the others");
        if (item.External.Length > LongestAddress) return Unfollowed($"a destination has {item.External.Length} bytes; mapkit does not follow it");
        var destination = DestinationCheck.Parse(item, []);
        var text = Wording.Show(destination.Text);
        switch (destination.Kind)
        {
            case AliasDestinationKind.Command:
                if (!settings.HasWord("allow_mail_to_commands", state.ListedIn)) return Bounce("5.7.1", "mail to command is restricted", $"|{text}: allow_mail_to_commands does not allow {state.ListedIn}");
                return IsFirst($"command {state.User}:{state.UserId} {destination.Text}") ? Result(new ExplanationNode(ExplanationKind.Command, $"the command {text}") { Subjects = [text] }, $"|{text}") : Duplicate($"|{text}");
            case AliasDestinationKind.File:
                return ToFile(destination.Text, state);
            case AliasDestinationKind.HomeFile:
                if (!item.Internal.StartsWith("~/", StringComparison.Ordinal)) return Bounce("5.3.5", ConfigurationError, $"{text}: ~user is not allowed, only ~/");
                if (state.Home is not { } home) return Bounce("5.3.5", ConfigurationError, $"{text}: this list has no owning user, so ~ has no meaning");
                return ToFile((home == "/" ? "" : home) + item.Internal[1..], state);
            case AliasDestinationKind.Include:
                return Include(destination.Text, state);
            default:
                return Address(item.External, state);
        }
    }

    private ExplanationNode ToFile(string path, LocalState state)
    {
        var text = Wording.Show(path);
        if (!IsFirst($"file {state.UserId} {path}")) return Duplicate(text);
        if (!settings.HasWord("allow_mail_to_files", state.ListedIn)) return Bounce("5.7.1", "mail to file is restricted", $"{text}: allow_mail_to_files does not allow {state.ListedIn}");
        if (Environment.IsPrivilegedProcess && Path.GetDirectoryName(ByteText.ToText(path)) is { Length: > 0 } folder && !FilePresence.FolderExists(folder))
            return Bounce("5.2.0", $"cannot append message to file {path}: cannot create file exclusively: No such file or directory", text);
        return Result(new ExplanationNode(ExplanationKind.File, $"the {(path.EndsWith('/') ? "maildir" : "file")} {text}") { Subjects = [text] }, text);
    }

    private static ExplanationNode Duplicate(string what) => new(ExplanationKind.Note, $"{what} is already a destination");

    /// <summary>An address: completed and resolved, then delivered here or returned to the queue.</summary>
    private ExplanationNode Address(string external, LocalState state)
    {
        state = state.Deeper;
        var completed = AddressForm.Internal(settings.Rewriter.Completion.Complete(external));
        var resolved = settings.Rewriter.Resolution.Resolve(completed);
        var routes = new RouteExplainer(settings.Rewriter);
        if (!resolved.IsValid) return Bounce("5.1.3", $"bad recipient address syntax: {resolved.Recipient}", $"{Wording.Show(external)}: bad address syntax");
        var route = routes.RouteOf(resolved, sender: "");
        report.Note(null, routes.IsUncertain);
        if (routes.Problem is { } problem) return Defer("4.3.0", "address resolver failure", problem);
        var recipient = resolved.Recipient;
        if (state.Unmatched is { } extension) recipient = recipient.Insert(recipient.LastIndexOf('@'), extension);
        var shown = Wording.ShowAddress(recipient);
        state = state with { Address = recipient };
        if (IsThisService(route.Transport))
        {
            return new ExplanationNode(ExplanationKind.Address, $"{Wording.Show(external)} is local: {shown}")
            {
                Facts = [("address", shown)],
                Subjects = [shown],
                Children = DeliverTo(state),
            };
        }

        return Forward(state, completed == AddressForm.Internal(external) ? $"mail to {shown}" : $"mail to {shown}, completed from {Wording.Show(external)}");
    }

    /// <summary>Whether the local(8) that delivers also gets the mail for an address, instead of returning it to the queue.</summary>
    private bool IsThisService(string transport) =>
        settings.Service is { } service ? transport == ByteText.FromText(service.Name.Text) : settings.Context.ProgramOf(transport) is "local" or "";

    private ExplanationNode Include(string path, LocalState state)
    {
        state = state.Deeper;
        var shown = $":include:{Wording.Show(path)}";
        if (!IsFirst($"include {state.UserId} {path}")) return new ExplanationNode(ExplanationKind.Note, $"{Wording.Show(path)} is already included");
        state = state with { ExpandedFrom = state.LocalPart };
        var user = DeliveryRights.UserFor(state.UserId, path);
        if (DeliveryRights.Find(user) is not { } rights) return Defer("4.3.5", ConfigurationError, $"{shown}: user {user}, with whose rights it is read, is not a user of this host");
        var file = IncludedFile.Read(path, settings.Number("line_length_limit"), rights);
        if (file.Problem is { } problem) return Bounce("5.3.5", ConfigurationError, $"{shown}: {problem}");
        if (user != state.UserId) state = state with { UserId = user, Home = DeliveryRights.AccountOf(user)?.Home };
        state = state with { ListedIn = "include", Owner = state.Owner ?? state.Address };
        if (!settings.HasWord("propagate_unmatched_extensions", "include")) state = state with { Unmatched = null };
        return new ExplanationNode(ExplanationKind.Include, $"the destinations in {Wording.Show(path)}")
        {
            Facts = [("path", Wording.Show(path))],
            Children = Listed(file, state),
        };
    }

    /// <summary>The destinations of a file. It is read up to a line with a destination that is deferred.</summary>
    private List<ExplanationNode> Listed(IncludedFile file, LocalState state)
    {
        var nodes = new List<ExplanationNode>();
        var before = _isDeferred;
        _isDeferred = false;
        foreach (var line in file.Lines)
        {
            foreach (var item in AddressList.Parse(line).Items) nodes.Add(Destination(item, state));
            if (_isDeferred) break;
        }

        _isDeferred |= before;
        return nodes;
    }

    private ExplanationNode Unfollowed(string problem)
    {
        report.Note(problem, isUncertain: false);
        return new ExplanationNode(ExplanationKind.Deferral, problem);
    }
}
