using MapKit.Lookup.Patterns;
using MapKit.Native.RegularExpressions;

namespace MapKit.Tests.Lookup.Patterns;

/// <summary>The engines of this system. A test that asks for one that is missing is skipped; CI makes that a failure.</summary>
internal static class Engines
{
    public static IPatternEngine Regexp() => Needed(PosixRegularExpressions.Find(), "regcomp");

    public static IPatternEngine Pcre() => Needed(Pcre2RegularExpressions.Find(), "libpcre2-8");

    private static IPatternEngine Needed(IPatternEngine? engine, string name)
    {
        Assert.SkipWhen(engine is null && Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") != "1", $"not installed: {name}");
        return engine ?? throw new InvalidOperationException($"not installed: {name}");
    }
}
