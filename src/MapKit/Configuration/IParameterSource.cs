namespace MapKit.Configuration;

/// <summary>The source of the parameters that macros name.</summary>
internal interface IParameterSource
{
    /// <summary>The value as written, one character per byte, or null when it is not defined.</summary>
    string? Find(string name);
}
