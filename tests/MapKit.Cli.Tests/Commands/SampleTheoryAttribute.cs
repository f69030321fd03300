using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>A theory about the samples of Debian's postfix-doc; skipped where they are not to be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SampleTheoryAttribute : TheoryAttribute
{
    public SampleTheoryAttribute() => Skip = ForeignTools.ReasonToSkipExamples;
}
