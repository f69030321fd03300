using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>A value that a parameter must not have.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Outcome">What the programs do that read it.</param>
/// <param name="Problem">What is wrong, after the value.</param>
/// <param name="PostfixMessage">The message that Postfix logs, one character per byte; empty for none.</param>
/// <param name="Help">What to write.</param>
internal sealed record BadValue(DiagnosticRule Rule, WordOutcome Outcome, string Problem, string PostfixMessage, string Help)
{
    /// <summary>Whether a program stops.</summary>
    public bool IsFatal => Outcome is WordOutcome.Fatal or WordOutcome.FatalInUse;

    /// <summary>What the programs do instead, if that is more special than the outcome; otherwise null.</summary>
    public string? Effect { get; init; }
}
