namespace MapKit.Tables.Generic;

/// <summary>What a key of a generic table matches (postfix-tables 5.1, default strategy).</summary>
public enum GenericPatternKind
{
    /// <summary><c>user@domain</c>: one address.</summary>
    Address,

    /// <summary><c>user</c>: the user at <c>$myorigin</c> and in every domain of <c>$mydestination</c>.</summary>
    LocalUser,

    /// <summary><c>@domain</c>: every address of the domain.</summary>
    Domain,
}
