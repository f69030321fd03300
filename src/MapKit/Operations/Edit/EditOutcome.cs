namespace MapKit.Operations.Edit;

/// <summary>What became of a source that was to be edited.</summary>
public enum EditOutcome
{
    /// <summary>It is so already; the file was not touched.</summary>
    Unchanged,

    /// <summary>The file is new.</summary>
    Written,

    /// <summary>Only asked: the file would change. Nothing was written.</summary>
    WouldChange,

    /// <summary>There is no such entry; the file was not touched.</summary>
    NotFound,
}
