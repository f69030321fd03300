using MapKit.Editing;
using MapKit.Operations.Compile;
using MapKit.Platform;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Operations.Edit;

/// <summary>How a source is edited. The defaults are those of <see cref="CompileOptions"/>.</summary>
public sealed record EditOptions : RecordOptions
{
    /// <summary>The table's format, or null to tell it by the file name.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>Whether to find out only what would change.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>Called while another program keeps the source locked: after a second, then every five.</summary>
    public Action<HeldLock>? OnWaiting { get; init; }

    /// <summary>Gives up. The unfinished file is gone before <see cref="CancellationTokenSource.Cancel()"/> returns.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>How the lines of a source are read.</summary>
    internal DocumentOptions DocumentOptions(string path) =>
        new(this) { Syntax = FormatOf(path).Syntax };

    /// <summary>The format of a source.</summary>
    internal TableFormat FormatOf(string path) => Format ?? TableFormat.ForFileName(path);
}
