namespace MapKit.Records;

/// <summary>What is to become of a key of a map.</summary>
internal enum RecordChange : byte
{
    /// <summary>Nothing: it stays as it is.</summary>
    None,

    /// <summary>It gets a value if it has none.</summary>
    Add,

    /// <summary>It gets a value, whether it has one or not.</summary>
    Replace,

    /// <summary>It goes.</summary>
    Delete,
}
