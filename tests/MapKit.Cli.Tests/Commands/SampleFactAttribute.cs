using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>A fact about the samples of Debian's postfix-doc; skipped where they are not to be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SampleFactAttribute : FactAttribute
{
    public SampleFactAttribute() => Skip = ForeignTools.ReasonToSkipExamples;
}
