using MapKit.Maps;

namespace MapKit.Native;

/// <summary>
/// A library of the system that reads and writes map files by its own code: an independent second judge of MapKit's files,
/// and of its reading of theirs. Safe for many threads; the maps it opens are not.
/// </summary>
public interface INativeEngine
{
    /// <summary>The library's name and version as it tells them, such as <c>LMDB 0.9.24: (July 24, 2019)</c>.</summary>
    string Version { get; }

    /// <summary>Whether the library has files of this type.</summary>
    /// <param name="type">The type.</param>
    bool Supports(MapType type);

    /// <summary>Creates a file, or a named database in a file, and opens it for writing.</summary>
    /// <param name="path">The file, which must not exist unless <see cref="NativeMapOptions.Database"/> names another database in it.</param>
    /// <param name="type">A type that is supported.</param>
    /// <param name="options">How the file is to be laid out; null for the library's own choice in everything.</param>
    /// <exception cref="NativeEngineException">The library refuses.</exception>
    /// <exception cref="NotSupportedException">The type, or an option, is not one of this library.</exception>
    INativeMap Create(string path, MapType type, NativeMapOptions? options = null);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file. A hostile one may crash the process: these libraries trust what they read.</param>
    /// <param name="writable">Whether it will be changed.</param>
    /// <param name="database">Name of a database in the file; null for a file that is one database.</param>
    /// <exception cref="NativeEngineException">The library refuses.</exception>
    INativeMap Open(string path, bool writable = false, string? database = null);

    /// <summary>Has the library check the structure of a whole file.</summary>
    /// <param name="path">The file, under the same caution as in <see cref="Open"/>.</param>
    /// <returns>The library's complaints, empty for a sound file; null if the library has no such function.</returns>
    /// <exception cref="NativeEngineException">The file cannot be checked at all, for instance because it is not there.</exception>
    IReadOnlyList<string>? Verify(string path);
}
