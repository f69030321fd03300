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
