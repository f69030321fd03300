namespace MapKit.Tests.Peers;

/// <summary>
/// Spares the runs of Postfix's tools the second that they sleep before a fatal exit: a shared library whose
/// <c>sleep</c> returns at once, compiled once per test run and put before the C library's.
/// </summary>
public static class PreloadedSleep
{
    private const string Source = "unsigned int sleep(unsigned int seconds) { (void) seconds; return 0; }\n";

    /// <summary>Variables for <see cref="Tool.Run(string, IEnumerable{string}, byte[], IReadOnlyDictionary{string, string}, TimeSpan?)"/>; none without a compiler: the tools are slow then, but say the same.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } =
        CompiledProgram.Make(Source, "-shared", "-fPIC") is { } path ? new Dictionary<string, string> { ["LD_PRELOAD"] = path } : [];
}
