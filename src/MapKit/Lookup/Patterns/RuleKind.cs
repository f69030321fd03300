namespace MapKit.Lookup.Patterns;

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
