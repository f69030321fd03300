using MapKit.Delivery.Searching;

namespace MapKit.Delivery;

/// <summary>One step of an explanation, with those below it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A sentence for people.</param>
public sealed record ExplanationNode(ExplanationKind Kind, string Text)
{
    /// <summary>The search, if the step is one.</summary>
    public Search? Search { get; init; }

    /// <summary>Facts for programs, by name.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    /// <summary>The steps below.</summary>
    public IReadOnlyList<ExplanationNode> Children { get; init; } = [];

    /// <summary>Which part of the way of a mail the steps below are.</summary>
    internal ExplanationStage Stage { get; init; }

    /// <summary>What the step is about, as shown: the addresses of a <see cref="Stage"/>, or what a destination is called.</summary>
    internal IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Whether the step ends a way that would never end.</summary>
    internal bool EndsLoop { get; init; }
}

/// <summary>A part of the way of a mail.</summary>
internal enum ExplanationStage
{
    /// <summary>None of those below.</summary>
    None,

    /// <summary>The SMTP server checks the recipient.</summary>
    Server,

    /// <summary>The sender is rewritten.</summary>
    Sender,

    /// <summary>A recipient is rewritten: the address as it came, and after that.</summary>
    Recipient,

    /// <summary>Virtual aliases are expanded.</summary>
    VirtualAliases,

    /// <summary>An address gets its route.</summary>
    Route,

    /// <summary>An address gets another route from local(8).</summary>
    FurtherRoute,

    /// <summary>local(8) delivers.</summary>
    Local,

    /// <summary>virtual(8) delivers.</summary>
    Mailbox,

    /// <summary>The client logs in.</summary>
    Login,

    /// <summary>local(8) forwards a message to the addresses.</summary>
    Forwarded,
}

/// <summary>The kind of a step of an explanation.</summary>
public enum ExplanationKind
{
    /// <summary>A step with other steps below it.</summary>
    Step,

    /// <summary>A search of tables.</summary>
    Search,

    /// <summary>An address that is rewritten.</summary>
    Rewriting,

    /// <summary>The address class of an address.</summary>
    AddressClass,

    /// <summary>A transport and a next hop.</summary>
    Route,

    /// <summary>What the SMTP server does.</summary>
    Action,

    /// <summary>A user name and a password.</summary>
    Credentials,

    /// <summary>An address that receives mail.</summary>
    Address,

    /// <summary>A local user.</summary>
    User,

    /// <summary>An alias that is expanded.</summary>
    Alias,

    /// <summary>The owner of an alias, who receives its bounces.</summary>
    Owner,

    /// <summary>A command that receives the mail.</summary>
    Command,

    /// <summary>A file or maildir that receives the mail.</summary>
    File,

    /// <summary>A file of further destinations.</summary>
    Include,

    /// <summary>Postfix bounces the mail.</summary>
    Bounce,

    /// <summary>Postfix defers the mail.</summary>
    Deferral,

    /// <summary>A note.</summary>
    Note,
}
