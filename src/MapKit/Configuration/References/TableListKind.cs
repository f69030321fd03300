namespace MapKit.Configuration.References;

/// <summary>How the value of a parameter names tables (postfix-tables 6.4).</summary>
internal enum TableListKind
{
    /// <summary>A list of <c>type:name</c>, or one.</summary>
    Maps,

    /// <summary>A list of patterns, <c>/file</c> and <c>type:name</c>, each perhaps after <c>!</c>.</summary>
    Matches,

    /// <summary>A list of restrictions, some with a <c>type:name</c> as their argument.</summary>
    Restrictions,

    /// <summary>A list of names of parameters whose values are restrictions.</summary>
    Classes,
}
