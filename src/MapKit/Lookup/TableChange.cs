namespace MapKit.Lookup;

/// <summary>The ways in which Postfix's tools change a table.</summary>
public enum TableChange
{
    /// <summary>Built from a source.</summary>
    Create,

    /// <summary>Entries added (<c>-i</c>).</summary>
    Update,

    /// <summary>A key removed (<c>-d</c>).</summary>
    Delete,
}
