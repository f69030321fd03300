namespace MapKit.Tables.Virtual;

/// <summary>The value of a virtual entry (postfix-tables 5.6).</summary>
/// <param name="Items">
/// Who gets the mail, in the order in which they are written; empty where the value only says that its key is a virtual alias
/// domain.
/// </param>
public sealed record VirtualDestinations(IReadOnlyList<VirtualDestination> Items);
