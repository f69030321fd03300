using System.Runtime.InteropServices;

namespace MapKit.Native;

/// <summary>The libraries of the system that are not everywhere, and the file names they go by.</summary>
internal static class SystemLibraries
{
    /// <summary>PCRE2 for bytes.</summary>
    public const string Pcre2 = "libpcre2-8";

    /// <summary>Berkeley DB 5.3.</summary>
    public const string BerkeleyDb = "libdb-5.3";

    /// <summary>LMDB.</summary>
    public const string Lmdb = "liblmdb";

    static SystemLibraries() => NativeLibrary.SetDllImportResolver(typeof(SystemLibraries).Assembly, static (name, _, _) => Load(name));

    /// <summary>Whether a library can be loaded. Ask before the first call of its functions.</summary>
    public static bool Has(string name) => Load(name) != 0;

    /// <summary>Whether a library can be loaded and has all of these functions.</summary>
    public static bool Has(string name, IEnumerable<string> functions)
    {
        var library = Load(name);
        return library != 0 && functions.All(function => NativeLibrary.TryGetExport(library, function, out _));
    }

    /// <summary>The address of a function. Ask <see cref="Has(string, IEnumerable{string})"/> before.</summary>
    public static nint AddressOf(string name, string function) => NativeLibrary.GetExport(Load(name), function);

    /// <summary>Loads a library, or finds that it is loaded.</summary>
    /// <returns>0 if there is none, or where .NET shall look for it.</returns>
    private static nint Load(string name)
    {
        foreach (var fileName in FileNames(name))
        {
            if (NativeLibrary.TryLoad(fileName, out var handle)) return handle;
        }

        return 0;
    }

    /// <summary>The names to try; those with the version of the interface first.</summary>
    private static string[] FileNames(string name) => name switch
    {
        Pcre2 when OperatingSystem.IsWindows() => ["pcre2-8.dll", "libpcre2-8-0.dll", "libpcre2-8.dll"],
        Pcre2 when OperatingSystem.IsMacOS() =>
            ["libpcre2-8.0.dylib", "libpcre2-8.dylib", "/opt/homebrew/lib/libpcre2-8.0.dylib", "/usr/local/lib/libpcre2-8.0.dylib"],
        Pcre2 => ["libpcre2-8.so.0", "libpcre2-8.so"],
        BerkeleyDb when OperatingSystem.IsWindows() => ["libdb53.dll", "libdb-5.3.dll"],
        BerkeleyDb when OperatingSystem.IsMacOS() =>
            ["libdb-5.3.dylib", "/opt/homebrew/opt/berkeley-db@5/lib/libdb-5.3.dylib", "/usr/local/opt/berkeley-db@5/lib/libdb-5.3.dylib"],
        BerkeleyDb => ["libdb-5.3.so"],
        Lmdb when OperatingSystem.IsWindows() => ["lmdb.dll", "liblmdb.dll"],
        Lmdb when OperatingSystem.IsMacOS() => ["liblmdb.dylib", "/opt/homebrew/lib/liblmdb.dylib", "/usr/local/lib/liblmdb.dylib"],
        Lmdb => ["liblmdb.so.0", "liblmdb.so"],
        _ => [],
    };
}
