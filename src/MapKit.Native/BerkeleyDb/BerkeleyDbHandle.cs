using Microsoft.Win32.SafeHandles;

namespace MapKit.Native.BerkeleyDb;

/// <summary>A DB of libdb, open or not yet.</summary>
internal sealed class BerkeleyDbHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Creates one that is not open yet and says nothing on standard error.</summary>
    /// <param name="path">For messages.</param>
    /// <exception cref="NativeEngineException">There is no memory for it.</exception>
    public BerkeleyDbHandle(string path)
        : base(ownsHandle: true)
    {
        BerkeleyDbMessages.Check(path, BerkeleyDbFunctions.CreateHandle(out var database, 0, 0));
        SetHandle(database);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => BerkeleyDbFunctions.Close(handle, 0) == 0;
}
