using MapKit.Delivery.Searching;

namespace MapKit.Delivery;

/// <summary>One step of an explanation, with those below it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A sentence for people.</param>
public sealed record ExplanationNode(ExplanationKind Kind, string Text)
{
    /// <summary>The search, where the step is one.</summary>
    public Search? Search { get; init; }

    /// <summary>What a program may want to know, by name; texts for people.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    /// <summary>The steps below.</summary>
    public IReadOnlyList<ExplanationNode> Children { get; init; } = [];
}

/// <summary>What one step of an explanation is.</summary>
public enum ExplanationKind
{
    /// <summary>A step that has others below it.</summary>
    Step,

    /// <summary>A search of tables.</summary>
    Search,

    /// <summary>An address that becomes another.</summary>
    Rewriting,

    /// <summary>To which class of addresses an address belongs.</summary>
    AddressClass,

    /// <summary>A transport and a next hop.</summary>
    Route,

    /// <summary>What the SMTP server does.</summary>
    Action,

    /// <summary>A user name and a password.</summary>
    Credentials,

    /// <summary>An address that mail goes to.</summary>
    Address,

    /// <summary>A local user.</summary>
    User,

    /// <summary>An alias that is expanded.</summary>
    Alias,

    /// <summary>The owner of an alias, who receives its bounces.</summary>
    Owner,

    /// <summary>A command that gets the mail.</summary>
    Command,

    /// <summary>A file or maildir that gets the mail.</summary>
    File,

    /// <summary>A file of further destinations.</summary>
    Include,

    /// <summary>Postfix bounces the mail.</summary>
    Bounce,

    /// <summary>Postfix defers the mail.</summary>
    Deferral,

    /// <summary>Something worth knowing.</summary>
    Note,
}
