using System.Runtime.InteropServices;

namespace MapKit.Native.RegularExpressions;

/// <summary>A regex_t: its size differs between systems (32 to 64 bytes are common), so that it gets more than any needs.</summary>
internal sealed class PosixExpression : SafeHandle
{
    /// <summary>Bytes set aside.</summary>
    public const int Size = 512;

    private bool _compiled;

    /// <summary>Sets memory aside, all zero.</summary>
    public PosixExpression()
        : base(0, ownsHandle: true)
    {
        SetHandle(Marshal.AllocHGlobal(Size));
        for (var offset = 0; offset < Size; offset += sizeof(long)) Marshal.WriteInt64(handle, offset, 0);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Compiles an expression into the memory.</summary>
    /// <param name="text">The expression, ending in NUL.</param>
    /// <param name="flags">The flags of regcomp.</param>
    /// <returns>0, or the error.</returns>
    public int Compile(ReadOnlySpan<byte> text, int flags)
    {
        var error = PosixLibrary.Compile(this, text, flags);
        _compiled = error == 0;
        return error;
    }

    /// <summary>A word of the memory.</summary>
    /// <param name="offset">Where, in bytes.</param>
    public nint Word(int offset) => Marshal.ReadIntPtr(handle, offset);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        if (_compiled) PosixLibrary.Free(handle);
        Marshal.FreeHGlobal(handle);
        return true;
    }
}
