namespace MapKit.Operations.Graph;

/// <summary>A node of a picture. All texts are safe to show: no control characters, no broken UTF-8, no secrets.</summary>
/// <param name="Id">Its name in the picture: <c>n1</c>, <c>n2</c>, ...</param>
/// <param name="Kind">What it is.</param>
/// <param name="Caption">What it is, in words.</param>
/// <param name="Title">Its name.</param>
internal sealed record GraphNode(string Id, GraphNodeKind Kind, string Caption, string Title)
{
    /// <summary>What else is known about it.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The routes of its mail, as <c>transport:nexthop</c>.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];
}

/// <summary>What a node is.</summary>
internal enum GraphNodeKind
{
    /// <summary>An address, or several that have the same way.</summary>
    Address,

    /// <summary>An alias of local(8).</summary>
    Alias,

    /// <summary>A domain, or several that have the same way.</summary>
    Domain,

    /// <summary>A transport and a next hop.</summary>
    Route,

    /// <summary>A user, a mailbox or a file that receives the mail.</summary>
    Mailbox,

    /// <summary>A command that receives the mail.</summary>
    Command,

    /// <summary>A file of further destinations.</summary>
    Include,

    /// <summary>A login.</summary>
    Login,

    /// <summary>Any other end.</summary>
    Result,

    /// <summary>Mail is bounced or rejected.</summary>
    Bounce,

    /// <summary>Mail is deferred.</summary>
    Deferral,

    /// <summary>What is not shown.</summary>
    More,
}
