namespace MapKit.Cli.Tests.Interruption;

/// <summary>A system call as it can be found again in another run: which one, on what, for the how manieth time.</summary>
/// <param name="Name">Name of the system call.</param>
/// <param name="Target">The files it is about; temporary ones, whose names differ from run to run, are a star.</param>
/// <param name="Turn">Counts the calls of this name on this target, from 1.</param>
internal readonly record struct CallPlace(string Name, string Target, int Turn)
{
    public override string ToString() => $"{Name}({Target}) #{Turn}";
}
