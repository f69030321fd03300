using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace MapKit.Platform;

/// <summary>The names in a folder without loss of bytes. .NET loses bytes of names that are not UTF-8.</summary>
[SupportedOSPlatform("linux")]
internal static partial class FolderEntries
{
    // struct dirent of 64-bit Linux: inode and offset, then length and type, then the name.
    private const int NameOffset = 19;

    /// <summary>Reads a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="isWanted">Selects a name, given as bytes.</param>
    /// <returns>The names; none if it may not be listed.</returns>
    public static List<string> Read(string path, Func<ReadOnlySpan<byte>, bool> isWanted)
    {
        var names = new List<string>();
        var folder = OpenFolder(path);
        if (folder == 0) return names;
        try
        {
            while (ReadFolder(folder) is var entry && entry != 0)
            {
                ReadOnlySpan<byte> name;
                unsafe
                {
                    name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry + NameOffset);
                }

                if (isWanted(name)) names.Add(LosslessText.FromBytes(name));
            }
        }
        finally
        {
            _ = CloseFolder(folder);
        }

        return names;
    }

    [LibraryImport("libc", EntryPoint = "opendir", StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    private static partial nint OpenFolder(string path);

    [LibraryImport("libc", EntryPoint = "readdir")]
    private static partial nint ReadFolder(nint folder);

    [LibraryImport("libc", EntryPoint = "closedir")]
    private static partial int CloseFolder(nint folder);
}
