namespace MapKit.Configuration;

/// <summary>Where macros find the parameters that they name.</summary>
internal interface IParameterSource
{
    /// <summary>The value as written, one character per byte, or null when it is not defined.</summary>
    string? Find(string name);
}
