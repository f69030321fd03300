using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>One rule of a table.</summary>
/// <typeparam name="TSubject">The key in the form that is tested.</typeparam>
/// <param name="kind">What it does.</param>
/// <param name="place">Where it stands.</param>
/// <param name="test">Its test; null for <c>endif</c>.</param>
/// <param name="result">Its result; null unless it is a match.</param>
internal sealed class TableRule<TSubject>(RuleKind kind, SourcePlace place, RuleTest<TSubject>? test, RuleResult? result)
    where TSubject : allows ref struct
{
    /// <summary>The kind of rule.</summary>
    public RuleKind Kind => kind;

    /// <summary>Its place: its first physical line.</summary>
    public SourcePlace Place => place;

    /// <summary>Its test; null for <c>endif</c>.</summary>
    public RuleTest<TSubject>? Test => test;

    /// <summary>Its result; null unless it is a match.</summary>
    public RuleResult? Result => result;

    /// <summary>For an <c>if</c>, the index of its <c>endif</c>; the number of rules if there is none.</summary>
    public int End { get; set; } = int.MaxValue;
}

/// <summary>The kind of a rule.</summary>
internal enum RuleKind
{
    /// <summary>Gives its result if its test holds.</summary>
    Match,

    /// <summary>Applies the rules up to its <c>endif</c> only if its test holds.</summary>
    If,

    /// <summary>Ends an <c>if</c>.</summary>
    EndIf,
}
