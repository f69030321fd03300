using System.Runtime.InteropServices;

namespace MapKit.Native;

/// <summary>The libraries of the system that are not everywhere, and the file names they go by.</summary>
internal static class SystemLibraries
{
    /// <summary>PCRE2 for bytes.</summary>
    public const string Pcre2 = "libpcre2-8";

    static SystemLibraries() => NativeLibrary.SetDllImportResolver(typeof(SystemLibraries).Assembly, static (name, _, _) => Load(name));

    /// <summary>Whether a library can be loaded. Ask before the first call of its functions.</summary>
    public static bool Has(string name) => Load(name) != 0;

    /// <summary>Loads a library, or finds that it is loaded.</summary>
    /// <returns>0 where there is none, or where .NET shall look for it.</returns>
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
        _ => [],
    };
}
