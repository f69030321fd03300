using MapKit.Diagnostics;

namespace MapKit.Linting.Sources;

/// <summary>A rule about a source as a whole: its name, its permissions, and the findings about its lines.</summary>
internal interface ISourceRule
{
    /// <summary>Receives a finding from reading the source.</summary>
    void See(Diagnostic finding)
    {
    }

    /// <summary>Reports what the rule finds; the source has been read.</summary>
    /// <param name="recordCount">Records of the source, each key once.</param>
    void End(int recordCount);
}
