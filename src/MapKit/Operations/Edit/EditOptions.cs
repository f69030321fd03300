using MapKit.Editing;
using MapKit.Operations.Compile;
using MapKit.Operations.Lint;
using MapKit.Platform.Locks;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Operations.Edit;

/// <summary>Options for editing a source. The defaults are those of <see cref="CompileOptions"/>.</summary>
public sealed record EditOptions : RecordOptions
{
    /// <summary>The table's format, or null to derive it from the file name.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>Whether to check only whether the source would change.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>Whether to write an entry with a finding of severity error.</summary>
    public bool Force { get; init; }

    /// <summary>How the entry that is written is checked. With a configuration, also whether it fits that: whether master.cf has its transport.</summary>
    internal LintOptions? Lint { get; init; }

    /// <summary>Called while another program keeps the source locked: after a second, then every five.</summary>
    public Action<HeldLock>? OnWaiting { get; init; }

    /// <summary>Cancels the work. The unfinished file is removed before <see cref="CancellationTokenSource.Cancel()"/> returns.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>How the lines of a source are read.</summary>
    internal DocumentOptions DocumentOptions(string path) =>
        new(this) { Syntax = FormatOf(path).Syntax };

    /// <summary>The format of a source.</summary>
    internal TableFormat FormatOf(string path) => Format ?? TableFormat.ForFileName(path);
}
