using MapKit.Diagnostics;
using MapKit.Platform.Locks;
using MapKit.Postfix;
using MapKit.Records;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Update;

/// <summary>
/// Options for changing a map. With <see cref="DuplicatePolicy.First"/> a put of a key that is stored warns and keeps the old value, with
/// <see cref="DuplicatePolicy.Last"/> it replaces it (<c>-r</c>), with <see cref="DuplicatePolicy.KeepAll"/> it keeps the old value
/// without a warning (<c>-w</c>).
/// </summary>
internal sealed record MapUpdateOptions : RecordOptions
{
    /// <summary>Receives the warnings; each has Postfix's message, one character per byte of key or value, in <see cref="Diagnostic.PostfixText"/>.</summary>
    public required IDiagnosticSink Warnings { get; init; }

    /// <summary>
    /// Whether a missing map is created: <c>postmap -i</c>. Without it, as for <c>postmap -d</c>, a missing hash or btree map is
    /// an error; a missing lmdb map is always created, as in Postfix.
    /// </summary>
    public bool Create { get; init; }

    /// <summary>The Postfix version whose messages and behaviour are followed.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>
    /// The file with the records, such as standard input; only with <see cref="Create"/>. As root the map is opened as the owner
    /// of this file, and a new map has at most its permissions, if it is a regular file
    /// (docs/formats/map-ownership.md#mode-of-a-new-map). It is not disposed.
    /// </summary>
    public SafeFileHandle? Source { get; init; }

    /// <summary>The files whose content is put; the map is at most as readable as they are. Null if values do not name files.</summary>
    internal ValueFiles? ValueFiles { get; init; }

    /// <summary>The name of <see cref="Source"/> in messages.</summary>
    public string SourceName { get; init; } = "stdin";

    /// <summary>As root, work with the rights of the source's owner (without <c>-o</c>).</summary>
    public bool KeepSourceOwner { get; init; } = true;

    /// <summary>A new map is readable by those who may read the source (without <c>-p</c>).</summary>
    public bool KeepSourcePermissions { get; init; } = true;

    /// <summary>Called while another program keeps the map locked: after a second, then every five.</summary>
    public Action<HeldLock>? OnWaiting { get; init; }

    /// <summary>Cancels the work. An unfinished map is removed before <see cref="CancellationTokenSource.Cancel()"/> returns.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>The result of a <see cref="MapUpdate"/>.</summary>
/// <param name="Path">The map file.</param>
/// <param name="IsWritten">Whether the file was replaced or created. If not, no record changed.</param>
/// <param name="Notes">What the administrator should know, such as hard links that hide the change from daemons.</param>
internal sealed record MapUpdateResult(string Path, bool IsWritten, IReadOnlyList<string> Notes);
