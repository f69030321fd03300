namespace MapKit.Tables.Patterns;

/// <summary>What a key matches where Postfix asks by its default strategy (postfix-tables 5.1).</summary>
public enum AddressPatternKind
{
    /// <summary><c>user@domain</c>: one address.</summary>
    Address,

    /// <summary><c>user</c>: the user at <c>$myorigin</c> and in every domain of <c>$mydestination</c>.</summary>
    LocalUser,

    /// <summary><c>@domain</c>: every address of the domain.</summary>
    Domain,

    /// <summary>The sender of bounces: <c>&lt;&gt;</c> in a table of relay hosts or transports, two quotes in a canonical table.</summary>
    NullSender,

    /// <summary><c>name.example</c> in a virtual table: a virtual alias domain, or a local user; the text does not say which.</summary>
    DomainOrUser,
}
