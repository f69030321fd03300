namespace MapKit.Platform.Locks;

/// <summary>A file that another program keeps locked.</summary>
/// <param name="Path">The file.</param>
/// <param name="Holder">The program, such as <c>postmap (process 1234)</c>; null if unknown.</param>
public sealed record HeldLock(string Path, string? Holder)
{
    /// <summary>For a message.</summary>
    public override string ToString() => $"{Path}: locked by {Holder ?? "another program"}; waiting for it";
}
