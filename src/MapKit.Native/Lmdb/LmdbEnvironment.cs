using Microsoft.Win32.SafeHandles;

namespace MapKit.Native.Lmdb;

/// <summary>An MDB_env, open or not yet.</summary>
internal sealed class LmdbEnvironment : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Creates one that is not open yet.</summary>
    /// <param name="path">For messages.</param>
    /// <exception cref="NativeEngineException">There is no memory for it.</exception>
    public LmdbEnvironment(string path)
        : base(ownsHandle: true)
    {
        LmdbFunctions.Check(path, LmdbFunctions.CreateEnvironment(out var environment));
        SetHandle(environment);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LmdbFunctions.Close(handle);
        return true;
    }
}
