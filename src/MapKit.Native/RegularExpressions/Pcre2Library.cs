using System.Runtime.InteropServices;

namespace MapKit.Native.RegularExpressions;

/// <summary>The functions of libpcre2-8 and its numbers (pcre2.h, the same since 10.0).</summary>
internal static partial class Pcre2Library
{
    public const uint Anchored = 0x8000_0000;
    public const uint Caseless = 0x0000_0008;
    public const uint DollarEndOnly = 0x0000_0010;
    public const uint DotAll = 0x0000_0020;
    public const uint Extended = 0x0000_0080;
    public const uint MultiLine = 0x0000_0400;
    public const uint Ungreedy = 0x0004_0000;

    public const uint InfoCaptureCount = 4;

    public const int NoMatch = -1;

    private const string Library = SystemLibraries.Pcre2;

    /// <summary>Whether the library is available. Check before the first call.</summary>
    public static bool IsPresent() => SystemLibraries.Has(Library);

    [LibraryImport(Library, EntryPoint = "pcre2_compile_8")]
    public static partial nint Compile(ReadOnlySpan<byte> text, nuint length, uint options, out int error, out nuint offset, nint context);

    [LibraryImport(Library, EntryPoint = "pcre2_code_free_8")]
    public static partial void FreeCode(nint code);

    [LibraryImport(Library, EntryPoint = "pcre2_match_data_create_from_pattern_8")]
    public static partial nint CreateMatchData(Pcre2Code code, nint context);

    [LibraryImport(Library, EntryPoint = "pcre2_match_data_free_8")]
    public static partial void FreeMatchData(nint data);

    [LibraryImport(Library, EntryPoint = "pcre2_match_8")]
    public static partial int Match(
        Pcre2Code code, ReadOnlySpan<byte> subject, nuint length, nuint start, uint options, Pcre2MatchData data, nint context);

    [LibraryImport(Library, EntryPoint = "pcre2_get_ovector_pointer_8")]
    public static partial nint OffsetsOf(Pcre2MatchData data);

    [LibraryImport(Library, EntryPoint = "pcre2_pattern_info_8")]
    public static partial int Info(Pcre2Code code, uint what, out uint value);

    [LibraryImport(Library, EntryPoint = "pcre2_get_error_message_8")]
    public static partial int ErrorMessage(int code, Span<byte> text, nuint size);
}
