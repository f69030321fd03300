using System.Globalization;
using MapKit.Platform;

namespace MapKit.Operations.Migrate.Applying;

/// <summary>The folder with what migrations of one configuration have replaced: a numbered folder for each. Only its owner may read it.</summary>
internal sealed class BackupFolder : IDisposable
{
    private const string LockName = "lock";

    private readonly FileStream _lock;

    private BackupFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Creates the folder, if it does not exist, and locks it.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It cannot be created, or another migration works with it.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static BackupFolder Open(string path)
    {
        try
        {
            MakePrivate(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot create {path}: {FileFailure.ReasonOf(exception)} (--backup names another folder)", exception);
        }

        BackupGuard.CheckFolder(path);
        try
        {
            return new BackupFolder(path, WholeFile.OpenToWrite(System.IO.Path.Join(path, LockName), FileMode.OpenOrCreate, FileShare.None, FileAccess.ReadWrite));
        }
        catch (IOException exception) when (exception.InnerException is IOException && FilePresence.FileExists(System.IO.Path.Join(path, LockName)))
        {
            throw new IOException($"{path}: another mapkit migrate works with it now", exception);
        }
    }

    /// <summary>The last migration; null if there is none.</summary>
    /// <param name="path">The folder, which need not exist.</param>
    /// <exception cref="IOException">It cannot be read, or others may write it.</exception>
    public static RunFolder? Last(string path)
    {
        if (NumberOfLast(path) is not (> 0 and var number)) return null;
        BackupGuard.CheckFolder(path);
        return RunFolder.Open(PathOf(path, number));
    }

    /// <summary>The folder of the next migration.</summary>
    public RunFolder CreateRun()
    {
        var path = PathOf(Path, NumberOfLast(Path) + 1);
        MakePrivate(path);
        return RunFolder.Open(path);
    }

    /// <summary>Removes the folder if it holds nothing, and releases it.</summary>
    public void Dispose()
    {
        try
        {
            foreach (var removed in Directory.GetDirectories(Path, "*" + RunFolder.RemovedSuffix)) Directory.Delete(removed, recursive: true);
            if (NumberOfLast(Path) == 0) File.Delete(System.IO.Path.Join(Path, LockName));
            _lock.Dispose();
            if (Directory.GetFileSystemEntries(Path).Length == 0) Directory.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An empty folder remains.
            _lock.Dispose();
        }
    }

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string PathOf(string path, int number) => System.IO.Path.Join(path, number.ToString(CultureInfo.InvariantCulture));

    private static int NumberOfLast(string path) => !FilePresence.Exists(path) ? 0
        : Directory.GetDirectories(path).Select(folder => int.TryParse(System.IO.Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty().Max();
}
