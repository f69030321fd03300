using MapKit.Platform;

namespace MapKit.Operations.Migrate.Applying;

/// <summary>Refuses old files and journals that another user could have written: a rollback by root would do what that user wants.</summary>
internal static class BackupGuard
{
    /// <summary>Checks a folder of old files.</summary>
    /// <param name="path">The folder, which need not exist.</param>
    /// <exception cref="IOException">Others may write it.</exception>
    public static void CheckFolder(string path) => Check(path, "--backup names a folder; it should belong to you, with mode 700");

    /// <summary>Checks a journal.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">Others may write it.</exception>
    public static void CheckFile(string path) => Check(path, "if it is right, give it back to the owner of its folder");

    private static void Check(string path, string advice)
    {
        if (!LibC.IsSupported || FileStatus.TryAt(path) is not { } status) return;
        if (status.UserId != 0 && status.UserId != LibC.EffectiveUser())
            throw new IOException($"{path}: belongs to another user (uid {status.UserId}), who decides what is in it; nothing was done ({advice})");
        if ((status.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            throw new IOException($"{path}: other users may write it (mode {System.Convert.ToString((int)status.Mode, 8)}); nothing was done ({advice})");
    }
}
