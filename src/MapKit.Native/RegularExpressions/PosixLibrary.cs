using System.Runtime.InteropServices;

namespace MapKit.Native.RegularExpressions;

/// <summary>The functions of the C library for regular expressions (POSIX regcomp) and for the locale of a thread.</summary>
internal static partial class PosixLibrary
{
    public const int Extended = 1;
    public const int IgnoreCase = 2;

    public const int NoMatch = 1;

    /// <summary>The six categories that every system numbers from 0 or 1 on; in all of them they are the lowest six bits.</summary>
    public const int EveryCategory = 0x3F;

    private const string Library = "libc";

    private static readonly string[] Functions = ["regcomp", "regexec", "regfree", "regerror", "newlocale", "uselocale"];

    /// <summary>Whether this system has all of the functions.</summary>
    public static bool IsPresent() =>
        !OperatingSystem.IsWindows() && !OperatingSystem.IsBrowser()
        && NativeLibrary.TryLoad(Library, typeof(PosixLibrary).Assembly, null, out var library)
        && Array.TrueForAll(Functions, name => NativeLibrary.TryGetExport(library, name, out _));

    [LibraryImport(Library, EntryPoint = "regcomp")]
    public static partial int Compile(PosixExpression expression, ReadOnlySpan<byte> text, int flags);

    [LibraryImport(Library, EntryPoint = "regexec")]
    public static partial int Execute(PosixExpression expression, ReadOnlySpan<byte> subject, nuint count, Span<byte> offsets, int flags);

    [LibraryImport(Library, EntryPoint = "regfree")]
    public static partial void Free(nint expression);

    [LibraryImport(Library, EntryPoint = "regerror")]
    public static partial nuint Error(int code, PosixExpression expression, Span<byte> text, nuint size);

    [LibraryImport(Library, EntryPoint = "newlocale", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint NewLocale(int categories, string name, nint from);

    [LibraryImport(Library, EntryPoint = "uselocale")]
    [SuppressGCTransition]
    public static partial nint UseLocale(nint locale);
}
