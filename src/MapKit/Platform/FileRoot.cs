namespace MapKit.Platform;

/// <summary>
/// A folder that replaces the root of the file system while the names of a foreign configuration are followed: each name is a file below it,
/// and no name leads to a file of this system. It holds for the flow of one call, so that every way to a file has it.
/// </summary>
internal static class FileRoot
{
    private static readonly AsyncLocal<string?> Folder = new();

    /// <summary>Whether names are those of another system, whose accounts and devices are not here.</summary>
    public static bool IsForeign => Folder.Value is not null;

    /// <summary>Follows names below a folder until the result is disposed.</summary>
    /// <param name="folder">The folder, absolute; null to change nothing.</param>
    public static Scope Enter(string? folder)
    {
        if (folder is null) return default;
        var outer = Folder.Value;
        Folder.Value = Path.GetFullPath(folder).TrimEnd('/');
        return new Scope(outer, isEntered: true);
    }

    /// <summary>The file of this system that a name means.</summary>
    public static string PathOf(string name) => Folder.Value is not { } folder || name.Length == 0 ? name : folder + Path.GetFullPath(name, "/");

    /// <summary>The time during which names are followed below a folder.</summary>
    /// <param name="outer">The folder before.</param>
    /// <param name="isEntered">Whether there is one.</param>
    public readonly struct Scope(string? outer, bool isEntered) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            if (isEntered) Folder.Value = outer;
        }
    }
}
