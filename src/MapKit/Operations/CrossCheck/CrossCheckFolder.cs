using System.Runtime.Versioning;
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.CrossCheck;

/// <summary>
/// A folder in which an engine finds the source, as a link, and writes the map. While the engine runs the folder belongs to the source
/// owner, because as root engines run with the rights of that user; afterwards it belongs to root again. Every engine uses the
/// same path, so that messages can be compared.
/// </summary>
internal sealed class CrossCheckFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Passage = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _workFolder;
    private readonly string _sourceName;
    private readonly bool _isLent;
    private readonly SafeFileHandle? _handle;

    /// <summary>Creates the folder.</summary>
    /// <param name="workFolder">The folder in which it is made.</param>
    /// <param name="source">The source.</param>
    /// <param name="owner">Its owner.</param>
    public CrossCheckFolder(string workFolder, string source, SourceIdentity owner)
    {
        _workFolder = workFolder;
        _sourceName = System.IO.Path.GetFileName(source);
        Path = System.IO.Path.Combine(workFolder, "table");
        CreateFolder(Path);
        File.CreateSymbolicLink(SourcePath, System.IO.Path.GetFullPath(source));
        if (!LibC.IsSupported || !Environment.IsPrivilegedProcess || owner.UserId == LibC.EffectiveUser()) return;

        _isLent = true;
        _handle = OpenFolder(Path);
        File.SetUnixFileMode(workFolder, Passage);
        Give(owner.UserId, owner.GroupId);
    }

    /// <summary>The folder.</summary>
    public string Path { get; private set; }

    /// <summary>The source in it.</summary>
    public string SourcePath => System.IO.Path.Combine(Path, _sourceName);

    /// <summary>Ends the engine's work: other users can no longer change the folder. It is renamed, so that the next engine can use the path.</summary>
    /// <param name="name">The name.</param>
    public void Close(string name)
    {
        if (LibC.IsSupported && _isLent)
        {
            Give(LibC.EffectiveUser(), LibC.EffectiveGroup());
            File.SetUnixFileMode(_workFolder, Private);
        }

        var path = System.IO.Path.Combine(_workFolder, name);
        Directory.Move(Path, path);
        Path = path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _handle?.Dispose();
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // After a signal the caller has removed the whole work folder.
        }
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Private);
    }

    [SupportedOSPlatform("linux")]
    private static SafeFileHandle OpenFolder(string path)
    {
        var descriptor = LibC.Open(path, LibC.ReadOnly | LibC.Directory | LibC.NoFollow | LibC.CloseOnExec, 0);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw FileFailure.Create($"open {path}", LibC.Error);
    }

    [SupportedOSPlatform("linux")]
    private void Give(uint user, uint group)
    {
        if (LibC.ChangeOwner(_handle!, user, group) != 0) throw FileFailure.Create($"set the owner of {Path}", LibC.Error);
    }
}
