namespace MapKit.Cli.Tests.Interruption;

/// <summary>What a <see cref="KillAtEveryCall"/> did.</summary>
/// <param name="Points">The calls at which the command was killed, in the order in which it makes them.</param>
/// <param name="Runs">How many times it was killed, or let run because the call was not reached.</param>
/// <param name="Elapsed">The time that took.</param>
internal sealed record InterruptionReport(IReadOnlyList<CallPlace> Points, int Runs, TimeSpan Elapsed)
{
    public override string ToString() =>
        $"{Points.Count} kill points covered in {Runs} runs, {Elapsed.TotalSeconds:F1} s:\n{string.Join('\n', Points)}";
}
