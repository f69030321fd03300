using System.Globalization;
using MapKit.Platform;

namespace MapKit.Operations.Migrate.Applying;

/// <summary>The folder of one migration: its journal, copies of the files that it replaces, its report.</summary>
internal sealed class RunFolder
{
    private const string JournalName = "journal";
    private const string ReportName = "report";
    private const int CopiedAtOnce = 1 << 20;

    /// <summary>The end of the name of a folder that is being removed.</summary>
    public const string RemovedSuffix = ".removed";

    private readonly List<JournalEntry> _entries = [];

    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What the journal says, in order.</summary>
    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>Whether all was done.</summary>
    public bool IsDone => _entries.Exists(entry => entry.Kind == JournalEntryKind.Done);

    /// <summary>Whether undoing it has begun.</summary>
    public bool IsUndoing => _entries.Exists(entry => entry.Kind == JournalEntryKind.Undoing);

    /// <summary>Whether it was interrupted, so that it is undone before another one begins.</summary>
    public bool IsUnfinished => !IsDone || IsUndoing;

    /// <summary>The folders of the configurations, free of links: the requested one first.</summary>
    public IReadOnlyList<string> Configurations => [.. _entries.Where(entry => entry.Kind == JournalEntryKind.Configuration).Select(entry => entry.Path)];

    /// <summary>Reads the journal of a folder; that of a new one is empty.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static RunFolder Open(string path)
    {
        BackupGuard.CheckFolder(path);
        var folder = new RunFolder(path);
        var journal = System.IO.Path.Join(path, JournalName);

        // A journal that cannot be read must not count as an empty one: its copies would be lost.
        if (!FilePresence.Exists(journal)) return folder;
        BackupGuard.CheckFile(journal);
        ReadOnlySpan<byte> rest = WholeFile.Read(journal);
        while (rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            folder._entries.Add(JournalEntry.Parse(rest[..end]) ?? throw new IOException($"{journal}: line {folder._entries.Count + 1} is damaged; nothing was done"));
            rest = rest[(end + 1)..];
        }

        // The last line of a killed run may be cut: what it was to announce has not been done.
        return folder;
    }

    /// <summary>Copies a file before it is replaced, and records its state. A file that does not exist is recorded as such.</summary>
    /// <param name="path">The file, free of links.</param>
    /// <exception cref="IOException">It cannot be read, or the copy cannot be written.</exception>
    public void Save(string path)
    {
        var entry = new JournalEntry(JournalEntryKind.Save) { Path = path, State = FileState.Read(path) };
        if (entry.State is { } state)
        {
            entry = entry with { Copy = string.Create(CultureInfo.InvariantCulture, $"{_entries.Count:D3}-{System.IO.Path.GetFileName(path)}") };
            if (!Copy(path, PathOf(entry)!).HasContentOf(state)) throw new IOException($"{path}: another program changes it now");
        }

        Write(entry);
    }

    /// <summary>The copy of a file; null if there is none.</summary>
    public string? PathOf(JournalEntry entry) => entry.Copy is { } name ? System.IO.Path.Join(Path, name) : null;

    /// <summary>Adds an entry to the journal, and waits until it is on the disk.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(JournalEntry entry)
    {
        var isNew = _entries.Count == 0;
        using (var journal = WholeFile.OpenToWrite(System.IO.Path.Join(Path, JournalName), FileMode.Append))
        {
            journal.Write(entry.ToBytes());
            journal.Flush(flushToDisk: true);
        }

        if (isNew) FlushFolder(Path);
        _entries.Add(entry);
    }

    /// <summary>Keeps the report beside the journal.</summary>
    /// <param name="bytes">Its content.</param>
    public void KeepReport(ReadOnlySpan<byte> bytes)
    {
        using var file = WholeFile.OpenToWrite(System.IO.Path.Join(Path, ReportName), FileMode.Create);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Whether a file beside the journal was made by a step that the journal lacks: entries are missing, and not only the last.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public bool LacksEntries => Directory.GetFiles(Path).Select(System.IO.Path.GetFileName).OfType<string>().Any(name =>
        (name == ReportName && _entries.Count == 0) || (name.IndexOf('-', StringComparison.Ordinal) is > 0 and var end && int.TryParse(name.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > _entries.Count));

    /// <summary>Removes the folder: at once, as far as the next run is concerned.</summary>
    public void Remove()
    {
        var removed = Path + RemovedSuffix;
        if (Directory.Exists(removed)) Directory.Delete(removed, recursive: true);
        Directory.Move(Path, removed);
        Directory.Delete(removed, recursive: true);
    }

    /// <summary>Waits until the entries of a folder are on the disk.</summary>
    private static void FlushFolder(string path)
    {
        if (!LibC.IsSupported) return;
        foreach (var child in new[] { System.IO.Path.Join(path, JournalName), path })
        {
            using var folder = MapFolder.Open(child);
            folder?.Flush();
        }
    }

    /// <summary>The copy has the attributes of the file, so that it can be put back by hand; the folder keeps it private.</summary>
    private static FileState Copy(string path, string copy)
    {
        using var from = UnlockedFile.OpenRegular(path);
        using var copied = WholeFile.OpenToWrite(copy, FileMode.Create, access: FileAccess.ReadWrite);
        var to = copied.SafeFileHandle;
        var buffer = new byte[CopiedAtOnce];
        var offset = 0L;
        while (RandomAccess.Read(from, buffer, offset) is > 0 and var count)
        {
            FileWriting.Write(to, buffer.AsSpan(0, count), offset);
            offset += count;
        }

        var status = FileStatus.Read(from);
        FilePermissions.Set(to, status.Mode, copy);
        if (LibC.IsSupported)
        {
            _ = LibC.ChangeOwner(to, status.UserId, status.GroupId);
            FileTime.Set(to, status.ModifiedSeconds, status.ModifiedNanoseconds, copy);
        }

        RandomAccess.FlushToDisk(to);
        return FileState.Read(to);
    }
}
