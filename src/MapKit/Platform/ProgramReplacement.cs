using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace MapKit.Platform;

/// <summary>Replaces the running program by another one.</summary>
[SupportedOSPlatform("linux")]
internal static class ProgramReplacement
{
    /// <summary>Starts the other program in this process.</summary>
    /// <param name="program">Its file.</param>
    /// <param name="commandLine">The words of its command line, its name first, each followed by a NUL.</param>
    /// <returns>Why that was not possible; it does not return otherwise.</returns>
    public static string Start(string program, byte[] commandLine)
    {
        var words = GCHandle.Alloc(commandLine, GCHandleType.Pinned);
        var places = new List<nint>();
        for (var i = 0; i < commandLine.Length; i += Array.IndexOf(commandLine, (byte)0, i) - i + 1) places.Add(words.AddrOfPinnedObject() + i);
        LibC.Execute(program, [.. places, 0]);
        var error = LibC.Error;
        words.Free();
        return new Win32Exception(error).Message;
    }
}
