using Microsoft.Win32.SafeHandles;

namespace MapKit.Native.RegularExpressions;

/// <summary>A pcre2_match_data: where the groups of the last match are.</summary>
internal sealed class Pcre2MatchData : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Creates one with room for all groups.</summary>
    /// <exception cref="InsufficientMemoryException">The library has no memory for it.</exception>
    public Pcre2MatchData(Pcre2Code code)
        : base(ownsHandle: true)
    {
        SetHandle(Pcre2Library.CreateMatchData(code, 0));
        if (IsInvalid) throw new InsufficientMemoryException("out of memory in pcre2_match_data_create_from_pattern()");
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Pcre2Library.FreeMatchData(handle);
        return true;
    }
}
