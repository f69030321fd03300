namespace MapKit.Operations.Migrate.Applying;

/// <summary>What a rollback has done.</summary>
internal sealed record Restoration
{
    /// <summary>Old maps that had been removed or were to have other records, made from the new ones.</summary>
    public List<ReplacedTable> Made { get; } = [];

    /// <summary>Files that are as before the migration.</summary>
    public List<string> Restored { get; } = [];

    /// <summary>New files that were removed.</summary>
    public List<string> Removed { get; } = [];

    /// <summary>New maps that another configuration may use, so that they stay.</summary>
    public List<string> Left { get; } = [];

    /// <summary>What the administrator should know of single files.</summary>
    public List<string> Notes { get; } = [];
}
