using Microsoft.Win32.SafeHandles;

namespace MapKit.Native.RegularExpressions;

/// <summary>A pcre2_code.</summary>
internal sealed class Pcre2Code : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Takes a code over.</summary>
    public Pcre2Code(nint code)
        : base(ownsHandle: true) => SetHandle(code);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Pcre2Library.FreeCode(handle);
        return true;
    }
}
