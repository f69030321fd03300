namespace MapKit.Web.Model;

/// <summary>What the page shows of a map, besides its records.</summary>
public sealed record MapView
{
    /// <summary>The name of the file.</summary>
    public required string Name { get; init; }

    /// <summary>Why nothing in the file can be read; null if something can.</summary>
    public string? Refusal { get; init; }

    /// <summary>The type, as Postfix names it.</summary>
    public string Type { get; init; } = "";

    /// <summary>The facts in words.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>Whether every page is sound.</summary>
    public bool IsSound { get; init; }

    /// <summary>The first problems.</summary>
    public IReadOnlyList<ProblemView> Problems { get; init; } = [];

    /// <summary>Number of problems; a lower bound if there are very many.</summary>
    public long ProblemCount { get; init; }

    /// <summary>Number of records: of a damaged file those that can still be read.</summary>
    public int Records { get; init; }

    /// <summary>Whether values are hidden until the user requests them.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The databases, if the file has several.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>The database that is shown.</summary>
    public int Database { get; init; }

    /// <summary>The names of the downloads, such as <c>virtual.lmdb</c>, by their kind.</summary>
    public IReadOnlyList<DownloadView> Downloads { get; init; } = [];
}

/// <summary>A fact in words.</summary>
/// <param name="Name">What.</param>
/// <param name="Value">The fact.</param>
public sealed record Fact(string Name, string Value);

/// <summary>A problem of a map.</summary>
/// <param name="Place">The page and the offset in words; empty if it concerns the whole file.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record ProblemView(string Place, string Reason);

/// <summary>A file that can be made.</summary>
/// <param name="Kind">source, json, or the type of a map.</param>
/// <param name="FileName">Its name.</param>
public sealed record DownloadView(string Kind, string FileName);

/// <summary>A record in the list.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Key">The key as text.</param>
/// <param name="Value">The value as text, cut if it is very long.</param>
public sealed record RecordRow(int Number, string Key, string Value);

/// <summary>The stored bytes of a record.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public sealed record RecordBytes(int Number, BytesView Key, BytesView Value);

/// <summary>Stored bytes.</summary>
/// <param name="Length">Their number.</param>
/// <param name="Text">As text.</param>
/// <param name="Lines">As a hex dump, cut if it is very long; none if they are hidden.</param>
public sealed record BytesView(int Length, string Text, IReadOnlyList<string> Lines);
