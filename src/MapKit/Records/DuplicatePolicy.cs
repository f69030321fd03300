namespace MapKit.Records;

/// <summary>What to do with a record whose key is a duplicate (docs/formats/postmap-command.md#duplicate-keys).</summary>
public enum DuplicatePolicy
{
    /// <summary>The first record is kept (Postfix's default).</summary>
    First,

    /// <summary>The last record is kept, at its place in the order (<c>postmap -r</c>).</summary>
    Last,

    /// <summary>Every copy is kept; only cdb can store them (<c>postmap -w cdb:</c>).</summary>
    KeepAll,
}

/// <summary>Decides what a policy does with a record whose key an earlier record has. Nothing else compares policies.</summary>
internal static class DuplicateDecision
{
    /// <summary>Whether the later record is stored.</summary>
    public static bool StoresLater(this DuplicatePolicy policy) => policy != DuplicatePolicy.First;

    /// <summary>Whether the later record takes the place of the earlier one.</summary>
    public static bool ReplacesEarlier(this DuplicatePolicy policy) => policy == DuplicatePolicy.Last;

    /// <summary>Whether several records with one key are no mistake.</summary>
    public static bool KeepsAll(this DuplicatePolicy policy) => policy == DuplicatePolicy.KeepAll;

    /// <summary>Whether Postfix warns of the later record: only where it ignores one that was not expected.</summary>
    public static bool IsWarnedOf(this DuplicatePolicy policy) => policy == DuplicatePolicy.First;

    /// <summary>The policy of a table that has one value for each key.</summary>
    public static DuplicatePolicy ForOneValue(this DuplicatePolicy policy) => policy.KeepsAll() ? DuplicatePolicy.First : policy;
}
