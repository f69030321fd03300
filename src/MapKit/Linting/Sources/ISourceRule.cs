using MapKit.Diagnostics;

namespace MapKit.Linting.Sources;

/// <summary>A rule about a source as a whole: its name, its permissions, and what was reported of its lines when it was read.</summary>
internal interface ISourceRule
{
    /// <summary>Sees a finding that reading the source has made.</summary>
    void See(Diagnostic finding)
    {
    }

    /// <summary>Reports what the rule finds; the source has been read.</summary>
    /// <param name="recordCount">Records of the source, each key once.</param>
    void End(int recordCount);
}
