using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>One rule of a table.</summary>
/// <typeparam name="TSubject">The key in the form that is tested.</typeparam>
/// <param name="kind">What it does.</param>
/// <param name="place">Where it stands.</param>
/// <param name="test">Its test; null for <c>endif</c>.</param>
/// <param name="result">What it answers; null unless it is a match.</param>
internal sealed class TableRule<TSubject>(RuleKind kind, SourcePlace place, RuleTest<TSubject>? test, RuleResult? result)
    where TSubject : allows ref struct
{
    /// <summary>What it does.</summary>
    public RuleKind Kind => kind;

    /// <summary>Where it stands: its first physical line.</summary>
    public SourcePlace Place => place;

    /// <summary>Its test; null for <c>endif</c>.</summary>
    public RuleTest<TSubject>? Test => test;

    /// <summary>What it answers; null unless it is a match.</summary>
    public RuleResult? Result => result;

    /// <summary>For an <c>if</c>, the index of its <c>endif</c>; behind the last rule where there is none.</summary>
    public int End { get; set; } = int.MaxValue;
}

/// <summary>What a rule does.</summary>
internal enum RuleKind
{
    /// <summary>Answers where its test holds.</summary>
    Match,

    /// <summary>Lets the rules up to its <c>endif</c> count only where its test holds.</summary>
    If,

    /// <summary>Ends an <c>if</c>.</summary>
    EndIf,
}
