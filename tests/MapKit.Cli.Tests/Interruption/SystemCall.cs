namespace MapKit.Cli.Tests.Interruption;

/// <summary>A system call in the trace of one run.</summary>
/// <param name="Place">Which one it is, comparable between runs.</param>
/// <param name="IsInFolder">Whether it is about the map's folder or a file in it.</param>
/// <param name="Occurrence">Counts the calls of this name by the same thread, from 1: strace's <c>when=</c>.</param>
internal sealed record SystemCall(CallPlace Place, bool IsInFolder, int Occurrence)
{
    /// <summary>False where the process was killed in it.</summary>
    public bool IsFinished { get; set; } = true;

    /// <summary>Whether strace did something else instead.</summary>
    public bool IsInjected { get; set; }
}
