namespace MapKit.Linting.AcrossTables;

/// <summary>A key of a sasl_passwd table that names a host.</summary>
/// <param name="Text">The key as written.</param>
/// <param name="Port">Its port, or null.</param>
/// <param name="Path">The table.</param>
/// <param name="Line">The line.</param>
internal sealed record CredentialKey(string Text, string? Port, string Path, int Line)
{
    /// <summary>Whether a next hop that is written differently has been reported.</summary>
    public bool IsMisspelt { get; set; }
}
