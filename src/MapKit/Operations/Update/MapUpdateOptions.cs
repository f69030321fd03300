using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Postfix;
using MapKit.Records;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Update;

/// <summary>
/// How a map is changed. With <see cref="DuplicatePolicy.First"/> a put of a key that is stored warns and keeps the old value, with
/// <see cref="DuplicatePolicy.Last"/> it replaces it (<c>-r</c>), with <see cref="DuplicatePolicy.KeepAll"/> it keeps the old value
/// without a warning (<c>-w</c>).
/// </summary>
internal sealed record MapUpdateOptions : RecordOptions
{
    /// <summary>Takes the warnings; each carries Postfix's words, one character per byte of key or value, in <see cref="Diagnostic.PostfixText"/>.</summary>
    public required IDiagnosticSink Warnings { get; init; }

    /// <summary>
    /// Whether a missing map is made: <c>postmap -i</c>. Without it, as for <c>postmap -d</c>, a missing hash or btree map is
    /// an error; a missing lmdb map is made anyway, as Postfix does.
    /// </summary>
    public bool Create { get; init; }

    /// <summary>The Postfix whose words and ways are followed.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>
    /// Where the records come from, such as standard input; only with <see cref="Create"/>. As root the map is opened as the owner
    /// of this file, and a new map is no more readable than it, if it is a regular file
    /// (docs/formats/map-ownership.md#mode-of-a-new-map). It stays the caller's.
    /// </summary>
    public SafeFileHandle? Source { get; init; }

    /// <summary>The files whose content is put; the map is no more readable than they are. Null where values are not of files.</summary>
    internal ValueFiles? ValueFiles { get; init; }

    /// <summary>The name of <see cref="Source"/> in messages.</summary>
    public string SourceName { get; init; } = "stdin";

    /// <summary>As root, work with the rights of the source's owner (without <c>-o</c>).</summary>
    public bool KeepSourceOwner { get; init; } = true;

    /// <summary>A new map is readable by those who may read the source (without <c>-p</c>).</summary>
    public bool KeepSourcePermissions { get; init; } = true;

    /// <summary>Called while another program keeps the map locked: after a second, then every five.</summary>
    public Action<HeldLock>? OnWaiting { get; init; }

    /// <summary>Gives up. An unfinished map is gone before <see cref="CancellationTokenSource.Cancel()"/> returns.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>What a <see cref="MapUpdate"/> did.</summary>
/// <param name="Path">The map file.</param>
/// <param name="IsWritten">Whether the file was replaced or is new. If not, no record changed.</param>
/// <param name="Notes">What the administrator should know, such as hard links that hide the change from daemons.</param>
internal sealed record MapUpdateResult(string Path, bool IsWritten, IReadOnlyList<string> Notes);
