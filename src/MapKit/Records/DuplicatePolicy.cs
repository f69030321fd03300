namespace MapKit.Records;

/// <summary>What happens to a record whose key is there already (docs/formats/postmap-command.md#duplicate-keys).</summary>
public enum DuplicatePolicy
{
    /// <summary>The first record stays (Postfix's way).</summary>
    First,

    /// <summary>The last record wins, at its own place in the order (<c>postmap -r</c>).</summary>
    Last,

    /// <summary>Every copy is kept; only cdb can store them (<c>postmap -w cdb:</c>).</summary>
    KeepAll,
}
