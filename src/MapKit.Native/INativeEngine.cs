using MapKit.Maps;

namespace MapKit.Native;

/// <summary>
/// A library of the system that reads and writes map files with its own code: an independent check of MapKit's files,
/// and of its reading of theirs. Safe for many threads; the maps it opens are not.
/// </summary>
public interface INativeEngine
{
    /// <summary>The library's name and version as it reports them, such as <c>LMDB 0.9.24: (July 24, 2019)</c>.</summary>
    string Version { get; }

    /// <summary>Whether the library has files of this type.</summary>
    /// <param name="type">The type.</param>
    bool Supports(MapType type);

    /// <summary>Creates a file, or a named database in a file, and opens it for writing.</summary>
    /// <param name="path">The file, which must not exist unless <see cref="NativeMapOptions.Database"/> names another database in it.</param>
    /// <param name="type">A type that is supported.</param>
    /// <param name="options">The layout of the file; null for the library's choice.</param>
    /// <exception cref="NativeEngineException">The library refuses.</exception>
    /// <exception cref="NotSupportedException">The type, or an option, is not one of this library.</exception>
    INativeMap Create(string path, MapType type, NativeMapOptions? options = null);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file. A hostile one may crash the process: these libraries do not validate their input.</param>
    /// <param name="writable">Whether it will be changed.</param>
    /// <param name="database">Name of a database in the file; null for a file that is one database.</param>
    /// <exception cref="NativeEngineException">The library refuses.</exception>
    INativeMap Open(string path, bool writable = false, string? database = null);

    /// <summary>Lets the library check the structure of a whole file.</summary>
    /// <param name="path">The file, under the same caution as in <see cref="Open"/>.</param>
    /// <returns>The library's errors, empty for a sound file; null if the library has no such function.</returns>
    /// <exception cref="NativeEngineException">The file cannot be checked, for example because it does not exist.</exception>
    IReadOnlyList<string>? Verify(string path);
}
