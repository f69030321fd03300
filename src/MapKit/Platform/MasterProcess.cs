using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MapKit.Platform;

/// <summary>The running master(8) of a mail system, found through its process ID file. Only on Linux.</summary>
internal static class MasterProcess
{
    /// <summary>The process that master(8) starts first, and again for every reload.</summary>
    private const string QueueManager = "qmgr";

    /// <summary>When the daemons of a mail system were started or reloaded (UTC).</summary>
    /// <param name="processFile">The file with the process ID, such as <c>/var/spool/postfix/pid/master.pid</c>.</param>
    /// <returns>Null if the mail system does not run or this cannot be determined.</returns>
    public static DateTime? StartOfDaemons(string processFile)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            if (!FilePresence.FileExists(processFile) || !int.TryParse(File.ReadAllText(processFile).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var master)) return null;
            using var queueManager = Array.Find(Process.GetProcessesByName(QueueManager), process => ParentOf(process.Id) == master);
            return queueManager?.StartTime.ToUniversalTime();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException or Win32Exception)
        {
            // The process ended, or its data may not be read.
            return null;
        }
    }

    /// <summary>The parent of a process: the second field after the name in parentheses, which may contain any character.</summary>
    private static int ParentOf(int process)
    {
        var status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        var fields = status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return int.Parse(fields[1], CultureInfo.InvariantCulture);
    }
}
