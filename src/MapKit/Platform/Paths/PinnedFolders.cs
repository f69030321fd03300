using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform.Paths;

/// <summary>
/// Folders that are held open while files in them are written. Every system call of this program for a path in such a folder uses the open
/// folder (<see cref="PathMarshaller"/>), so that a user who swaps a folder of the path for a link between a check and a write changes nothing.
/// </summary>
/// <remarks>Where /proc is missing the paths stay as they are.</remarks>
internal static class PinnedFolders
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Pin> Held = new(StringComparer.Ordinal);
    private static volatile int _count;

    /// <summary>Holds a folder until the result is disposed.</summary>
    /// <param name="path">Its absolute path, free of links.</param>
    /// <param name="folder">The open folder, which is closed then, or at once if another writer holds it.</param>
    /// <returns>Null if it cannot be held; it is closed.</returns>
    /// <exception cref="IOException">Another folder is now in the place of one that is held.</exception>
    [SupportedOSPlatform("linux")]
    public static IDisposable? Hold(string path, SafeFileHandle folder)
    {
        var throughProcess = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{(int)folder.DangerousGetHandle()}");
        var identity = FileStatus.Read(folder).Identity;
        if (FileStatus.TryAt(throughProcess)?.Identity != identity)
        {
            folder.Dispose();
            return null;
        }

        lock (Gate)
        {
            if (!Held.TryGetValue(path, out var pin))
            {
                Held[path] = pin = new Pin(path, identity, throughProcess, folder);
                _count = Held.Count;
                return new Holder(pin);
            }

            folder.Dispose();
            return pin.Identity == identity ? new Holder(pin) : throw new IOException($"cannot write in {path}: another folder was put in its place meanwhile");
        }
    }

    /// <summary>The path through the open folder, or the path itself if its folder is not held.</summary>
    /// <param name="path">A path; afterwards the one to use.</param>
    /// <returns>The folder, which the caller releases after the call; null if none is used.</returns>
    public static SafeFileHandle? Use(ref string path)
    {
        if (_count == 0 || path.LastIndexOf('/') is not (>= 0 and var slash)) return null;
        lock (Gate)
        {
            var name = path[slash..];
            if (!Held.TryGetValue(slash == 0 ? "/" : path[..slash], out var pin))
            {
                name = "/.";
                if (!Held.TryGetValue(path, out pin)) return null;
            }

            var added = false;
            pin.Folder.DangerousAddRef(ref added);
            path = pin.ThroughProcess + name;
            return pin.Folder;
        }
    }

    /// <summary>A folder that is held.</summary>
    private sealed record Pin(string Path, FileIdentity Identity, string ThroughProcess, SafeFileHandle Folder)
    {
        public int Holders { get; set; }
    }

    /// <summary>One writer's hold of a folder.</summary>
    private sealed class Holder : IDisposable
    {
        private Pin? _pin;

        public Holder(Pin pin)
        {
            _pin = pin;
            pin.Holders++;
        }

        public void Dispose()
        {
            lock (Gate)
            {
                if (_pin is not { } pin) return;
                _pin = null;
                if (--pin.Holders > 0) return;
                Held.Remove(pin.Path);
                _count = Held.Count;
                pin.Folder.Dispose();
            }
        }
    }
}
