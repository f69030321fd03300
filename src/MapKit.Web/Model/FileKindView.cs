namespace MapKit.Web.Model;

/// <summary>What a file is, so that the page opens it.</summary>
/// <param name="Kind">map, archive, configuration or source; empty with a refusal.</param>
/// <param name="Refusal">Why it is not opened, and what to do; null if it is.</param>
public sealed record FileKindView(string Kind, string? Refusal)
{
    /// <summary>A map.</summary>
    public const string Map = "map";

    /// <summary>An archive of a configuration.</summary>
    public const string Archive = "archive";

    /// <summary>main.cf.</summary>
    public const string Configuration = "configuration";

    /// <summary>A source.</summary>
    public const string Source = "source";
}
