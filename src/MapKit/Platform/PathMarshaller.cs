using System.Runtime.InteropServices.Marshalling;
using MapKit.Platform.Paths;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>Passes a file name to the C library as its original bytes (<see cref="LosslessText"/>), through its folder if that is held open.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedIn, typeof(ManagedToUnmanagedIn))]
internal static unsafe class PathMarshaller
{
    /// <summary>Keeps the bytes during the call.</summary>
    public ref struct ManagedToUnmanagedIn
    {
        private const int BytesPerCharacter = 3;

        private Span<byte> _bytes;
        private SafeFileHandle? _folder;

        /// <summary>Space for a usual name.</summary>
        public static int BufferSize => 512;

        /// <summary>Converts the name.</summary>
        /// <param name="path">The name.</param>
        /// <param name="buffer">Memory that does not move.</param>
        public void FromManaged(string path, Span<byte> buffer)
        {
            _folder = PinnedFolders.Use(ref path);
            var most = (path.Length * BytesPerCharacter) + 1;
            _bytes = most <= buffer.Length ? buffer : GC.AllocateUninitializedArray<byte>(most, pinned: true);
            _bytes[LosslessText.Encode(path, _bytes)] = 0;
        }

        /// <summary>The bytes with a trailing NUL.</summary>
        public readonly byte* ToUnmanaged() => (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(_bytes));

        /// <summary>Releases the folder.</summary>
        public readonly void Free() => _folder?.DangerousRelease();
    }
}
