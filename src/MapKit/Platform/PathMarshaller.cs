using System.Runtime.InteropServices.Marshalling;

namespace MapKit.Platform;

/// <summary>Passes the name of a file to the C library as the bytes that it is (<see cref="PathText"/>).</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedIn, typeof(ManagedToUnmanagedIn))]
internal static unsafe class PathMarshaller
{
    /// <summary>Holds the bytes while the call lasts.</summary>
    public ref struct ManagedToUnmanagedIn
    {
        private const int BytesPerCharacter = 3;

        private Span<byte> _bytes;

        /// <summary>Room for a usual name.</summary>
        public static int BufferSize => 512;

        /// <summary>Takes the name.</summary>
        /// <param name="path">The name.</param>
        /// <param name="buffer">Memory that does not move.</param>
        public void FromManaged(string path, Span<byte> buffer)
        {
            var most = (path.Length * BytesPerCharacter) + 1;
            _bytes = most <= buffer.Length ? buffer : GC.AllocateUninitializedArray<byte>(most, pinned: true);
            _bytes[PathText.Encode(path, _bytes)] = 0;
        }

        /// <summary>The bytes, ended by a NUL.</summary>
        public readonly byte* ToUnmanaged() => (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(_bytes));

        /// <summary>Nothing to give back.</summary>
        public readonly void Free()
        {
        }
    }
}
