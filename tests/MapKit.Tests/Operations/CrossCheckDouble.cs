using MapKit.Operations.Compile;
using MapKit.Operations.CrossCheck;
using MapKit.Records;

namespace MapKit.Tests.Operations;

/// <summary>An engine that does what a test says.</summary>
internal sealed class CrossCheckDouble(string name, Func<CrossCheckTask, CrossCheckBuild> build) : ICrossCheckEngine
{
    public string Name => name;

    /// <summary>Writes a map of these entries, without a word.</summary>
    /// <param name="entries">Lines of a source.</param>
    /// <param name="messages">What it says.</param>
    /// <param name="status">Its exit status.</param>
    /// <param name="fold">Whether keys are folded.</param>
    public static CrossCheckDouble Of(string entries, string[]? messages = null, int status = 0, bool fold = true) => new("double", task =>
    {
        using var source = new MemoryStream(System.Text.Encoding.Latin1.GetBytes(entries));
        var options = new CompileOptions { Types = [task.Type], OutputPath = task.MapPath, Format = task.Format, Folding = fold ? KeyFolding.Unicode : KeyFolding.None };
        CompileOperation.Run(source, "double", options, new MapKit.Diagnostics.DiagnosticList());
        return new CrossCheckBuild { ExitStatus = status, Messages = messages ?? [] };
    });

    public CrossCheckBuild Build(CrossCheckTask task) => build(task);
}
