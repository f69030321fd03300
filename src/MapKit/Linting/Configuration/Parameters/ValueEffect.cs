using MapKit.Configuration.Parameters;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>What Postfix does with a bad value, in words.</summary>
internal static class ValueEffect
{
    /// <summary>The sentence after the problem.</summary>
    /// <param name="bad">What is wrong.</param>
    /// <param name="programs">The programs of the configuration that read the parameter.</param>
    /// <param name="name">The parameter.</param>
    public static string Describe(BadValue bad, IReadOnlyList<string> programs, string name)
    {
        if (programs.Count == 0) return "no service of master.cf reads it now";
        var isEvery = programs is [Parameter.EveryProgram];
        var subject = isEvery ? "every program of Postfix" : string.Join(" and ", programs.Select(ProgramFailure.Show));
        var one = isEvery || programs.Count == 1;
        return bad.Outcome switch
        {
            WordOutcome.Fatal => $"{subject} {(one ? "stops as it starts" : "stop as they start")}{Consequence(programs)}",
            WordOutcome.FatalInUse => $"{subject} {(one ? "stops when it uses" : "stop when they use")} the value{Consequence(programs)}",
            WordOutcome.TlsOff => name.StartsWith("smtp_", StringComparison.Ordinal) || name.StartsWith("lmtp_", StringComparison.Ordinal)
                ? $"{subject} {(one ? "logs" : "log")} a warning and {(one ? "does" : "do")} not use TLS, so that mail that requires TLS is deferred"
                : $"{subject} {(one ? "logs" : "log")} a warning and {(one ? "works" : "work")} without TLS",
            WordOutcome.Silent => $"{subject} {(one ? "ignores" : "ignore")} the word without a message",
            _ => bad.Effect ?? $"{subject} {(one ? "logs" : "log")} a warning and {(one ? "ignores" : "ignore")} it",
        };
    }

    private static string Consequence(IReadOnlyList<string> programs)
    {
        var effects = programs.Select(ProgramFailure.EffectOf).OfType<string>().Distinct().ToArray();
        return effects.Length == 0 ? "" : $", so that {string.Join(", and ", effects.Take(2))}";
    }
}
