namespace MapKit.Cli.Rendering;

/// <summary>The results of <c>mapkit test</c> as JSON.</summary>
internal static class TestJson
{
    /// <summary>Writes one result.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="path">The file of expectations.</param>
    /// <param name="result">The result.</param>
    public static void Write(ByteWriter output, string path, TestResult result) => JsonLine.Write(output, "expectation", writer =>
    {
        writer.WriteString("path", path);
        writer.WriteNumber("line", result.Expectation.Line);
        writer.WriteString("question", result.Expectation.Question);
        writer.WriteString("expected", $"{result.Expectation.Expected}");
        writer.WriteString("outcome", result.Status switch { MapkitCommand.Success => "ok", MapkitCommand.No => "failed", _ => "error" });
        if (result.Problem is { } problem) writer.WriteString("message", problem);
    });

    /// <summary>Writes the numbers.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="count">Number of expectations.</param>
    /// <param name="met">Number of those that are met.</param>
    public static void WriteResult(ByteWriter output, int count, int met) => JsonLine.Write(output, "result", writer =>
    {
        writer.WriteNumber("expectations", count);
        writer.WriteNumber("met", met);
    });
}
