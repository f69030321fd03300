namespace MapKit.Delivery.Rewrite;

/// <summary>
/// Completes addresses as trivial-rewrite(8) does for mail of this host (<c>rewrite_tree</c>): <c>user</c> gets the domain
/// <c>$myorigin</c>, <c>user@host</c> gets <c>.$mydomain</c> if enabled, and old forms of routes become <c>user@domain</c>.
/// </summary>
internal sealed class AddressCompletion
{
    /// <summary><c>$myorigin</c> if <c>append_at_myorigin</c> is on, otherwise empty.</summary>
    public required string Origin { get; init; }

    /// <summary><c>$mydomain</c> if <c>append_dot_mydomain</c> is on, otherwise empty.</summary>
    public required string Domain { get; init; }

    /// <summary><c>swap_bangpath</c>: <c>site!user</c> becomes <c>user@site</c>.</summary>
    public required bool SwapsBangPath { get; init; }

    /// <summary><c>allow_percent_hack</c>: <c>user%site</c> becomes <c>user@site</c>.</summary>
    public required bool AllowsPercent { get; init; }

    /// <summary>The same for mail of other hosts: their addresses get another domain.</summary>
    /// <param name="domain">The domain.</param>
    public AddressCompletion With(string domain) => new()
    {
        Origin = Origin.Length > 0 ? domain : "",
        Domain = Domain.Length > 0 ? domain : "",
        SwapsBangPath = SwapsBangPath,
        AllowsPercent = AllowsPercent,
    };

    /// <summary>Completes an address.</summary>
    /// <param name="external">The address in external form.</param>
    /// <returns>The address in external form.</returns>
    public string Complete(string external)
    {
        var tree = AddressTree.Scan(external);
        if (tree.Count == 0) return external;
        Complete(tree);
        return tree.External();
    }

    /// <summary>Completes an address in place. It must have a token.</summary>
    public void Complete(AddressTree tree)
    {
        if (tree.OnlyQuotedText is "") return;
        if (tree.Count == 1 && tree.IsOperator(0, '@'))
        {
            tree.Clear();
            tree.Append("\"\"");
            return;
        }

        StripRoute(tree);
        if (tree.FindLast('@') < 0) AddDomain(tree);
        CompleteDomain(tree);
        StripDot(tree);
    }

    private static void StripRoute(AddressTree tree)
    {
        if (!tree.IsOperator(0, '@')) return;
        var colon = tree.FindFirst(':');
        if (colon >= 0 && colon < tree.Count - 1) tree.RemoveFirst(colon + 1);
    }

    private void AddDomain(AddressTree tree)
    {
        if (SwapsBangPath && tree.FindFirst('!') is >= 0 and var bang)
        {
            var local = tree.CutFrom(bang);
            local.RemoveFirst(1);
            local.Append("@");
            tree.Prepend(local);
        }
        else if (AllowsPercent && tree.FindLast('%') is >= 0 and var percent)
        {
            tree.Replace(percent, '@');
        }
        else if (Origin.Length > 0)
        {
            tree.Append("@");
            tree.Append(Origin);
        }
    }

    private void CompleteDomain(AddressTree tree)
    {
        if (Domain.Length == 0) return;
        var at = tree.FindLast('@');
        if (at < 0 || at == tree.Count - 1 || tree.HasLiteralAfter(at) || tree.HasOperatorAfter(at, '.')) return;
        tree.Append(".");
        tree.Append(Domain);
    }

    private static void StripDot(AddressTree tree)
    {
        var last = tree.Count - 1;
        if (last > 0 && tree.IsOperator(last, '.') && !tree.IsOperator(last - 1, '.') && !tree.IsOperator(last - 1, '@')) tree.CutFrom(last);
    }
}
