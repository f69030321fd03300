using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Delivery.Local;

/// <summary>A user's <c>.forward</c> file (<c>deliver_dotforward</c>), read with the user's rights.</summary>
internal sealed partial class LocalDelivery
{
    /// <summary>With <c>require_home_directory</c>, mail is deferred until the user's home directory exists.</summary>
    private ExplanationNode? HomeProblem(LocalState state)
    {
        if (!settings.IsOn("require_home_directory") || DeliveryRights.AccountNamed(state.User) is not { } account) return null;
        if (StatusOf(account.Home, FileSystemIdentity.OfUser(account.UserId, account.GroupId)) is not null) return null;
        return Defer("4.3.0", $"cannot access home directory {account.Home}: No such file or directory", "require_home_directory is on");
    }

    /// <summary>Follows the file.</summary>
    /// <param name="state">The user.</param>
    /// <param name="nodes">What it says.</param>
    /// <param name="knows">Whether it is known which files the user has.</param>
    /// <returns>Whether it has a destination.</returns>
    private bool TryForwardFile(LocalState state, out List<ExplanationNode> nodes, out bool knows)
    {
        nodes = [];
        knows = true;
        state = state.Deeper;
        var paths = ExplainContext.Words(settings.Unexpanded("forward_path") is { Length: > 0 } own ? own : settings.Context.IsSet("forward_path", settings.Service) ? "" : "$home/.forward${recipient_delimiter}${extension}, $home/.forward");
        if (paths.Count == 0) return false;
        if (!LibC.IsSupported)
        {
            knows = false;
            return false;
        }

        if (DeliveryRights.AccountNamed(state.User) is not { } account) return false;
        var rights = FileSystemIdentity.OfUser(account.UserId, account.GroupId);
        state = state with { UserId = account.UserId, Home = account.Home, ListedIn = "forward", Owner = state.User };
        if (!settings.IsOn("frozen_delivered_to")) state = state with { Delivered = state.Address };
        var macros = new LocalMacros(state, settings);
        foreach (var pattern in paths)
        {
            var path = macros.Expand(pattern, out var isUndefined, settings.Get("forward_expansion_filter"));
            if (isUndefined) continue;
            FileStatus? status;
            try
            {
                status = StatusOf(path, rights);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                knows = false;
                return false;
            }

            if (status is not { } file) continue;
            if (macros.UsedExtension || !settings.HasWord("propagate_unmatched_extensions", "forward")) state = state with { Unmatched = null };
            return FollowForwardFile(path, file, rights, account.UserId, state, nodes);
        }

        // A folder that only the user can read hides the file from others.
        knows = Environment.IsPrivilegedProcess || FilePresence.FolderExists(ByteText.ToText(account.Home));
        return false;
    }

    private static FileStatus? StatusOf(string path, FileSystemIdentity rights) => rights.Run(() => LibC.IsSupported ? FileStatus.TryAt(ByteText.ToText(path)) : null);

    private bool FollowForwardFile(string path, in FileStatus status, FileSystemIdentity rights, uint user, LocalState state, List<ExplanationNode> nodes)
    {
        var shown = Wording.Show(path);
        if (!IsFirst($"forward {path}"))
        {
            if (_beenHere.Contains(Lookup.Probes.FoldedText.Fold($"forward-done {path}")))
            {
                nodes.Add(new ExplanationNode(ExplanationKind.Note, $"{shown} has been followed already"));
                return true;
            }

            return false;
        }

        state = state with { ExpandedFrom = state.LocalPart };
        if (status.UserId != 0 && status.UserId != user)
        {
            nodes.Add(new ExplanationNode(ExplanationKind.Note, $"{shown} belongs to another user: local(8) ignores it"));
            return false;
        }

        var file = IncludedFile.Read(path, settings.Number("line_length_limit"), rights);
        if (file.Problem is { } problem)
        {
            nodes.Add(new ExplanationNode(ExplanationKind.Note, $"{shown}: {problem}: local(8) ignores it"));
            return false;
        }

        var followed = Listed(file, state);
        if (followed.Count == 0)
        {
            nodes.Add(new ExplanationNode(ExplanationKind.Note, $"{shown} has no destination: local(8) ignores it"));
            return false;
        }

        IsFirst($"forward-done {path}");
        nodes.Add(new ExplanationNode(ExplanationKind.Include, $"the destinations in {shown}") { Facts = [("path", shown)], Children = followed });
        return true;
    }
}
