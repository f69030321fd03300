namespace MapKit.Web.Model;

/// <summary>What the page shows of a configuration.</summary>
public sealed record ConfigurationView
{
    /// <summary>The folder of main.cf.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Why it cannot be read; null if it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>Its files.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The tables that it names.</summary>
    public IReadOnlyList<TableView> Tables { get; init; } = [];

    /// <summary>Parameters whose tables cannot be determined, and sources that cannot be read.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The findings in main.cf, master.cf and every table.</summary>
    public IReadOnlyList<FindingView> Findings { get; init; } = [];

    /// <summary>Number of findings, including those that are not listed.</summary>
    public int Count { get; init; }

    /// <summary>How many of them are errors.</summary>
    public int Errors { get; init; }

    /// <summary>How many of them are warnings.</summary>
    public int Warnings { get; init; }

    /// <summary>The name of the host.</summary>
    public string HostName { get; init; } = "";

    /// <summary>Whether main.cf gives that name.</summary>
    public bool HostNameIsSet { get; init; }
}

/// <summary>A table of the configuration.</summary>
/// <param name="Name">Its type and name.</param>
/// <param name="Use">The parameters that name it.</param>
/// <param name="State">Its state in a word.</param>
/// <param name="Detail">Its state and details.</param>
/// <param name="Entries">Records in the map; null if unknown.</param>
/// <param name="Notes">Further notes.</param>
/// <param name="IsGood">Whether there is nothing to do.</param>
/// <param name="Source">The path of its source among the files; null if there is none.</param>
public sealed record TableView(string Name, string Use, string State, string Detail, long? Entries, IReadOnlyList<string> Notes, bool IsGood, string? Source);

/// <summary>The explanation of the delivery to an address.</summary>
public sealed record ExplanationView
{
    /// <summary>found, not found or trouble.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>The results.</summary>
    public IReadOnlyList<string> Results { get; init; } = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<StepView> Steps { get; init; } = [];

    /// <summary>The picture; null if there is none.</summary>
    public string? Picture { get; init; }

    /// <summary>The style of pictures.</summary>
    public string PictureStyle { get; init; } = "";

    /// <summary>Why there is no explanation; null if there is one.</summary>
    public string? Refusal { get; init; }
}

/// <summary>A step of an explanation.</summary>
/// <param name="Kind">Its kind, for its look.</param>
/// <param name="Text">A sentence.</param>
/// <param name="Path">The file of the entry that decided; null if there is none.</param>
/// <param name="Line">Its line.</param>
/// <param name="Steps">The steps below.</param>
public sealed record StepView(string Kind, string Text, string? Path, int Line, IReadOnlyList<StepView> Steps);

/// <summary>The lines of a file, with secrets masked.</summary>
/// <param name="Path">Its path.</param>
/// <param name="FirstLine">Number of the first line that is given.</param>
/// <param name="Lines">The lines around the requested one.</param>
/// <param name="Refusal">Why it is not shown; null if it is.</param>
public sealed record FileView(string Path, int FirstLine, IReadOnlyList<string> Lines, string? Refusal);
