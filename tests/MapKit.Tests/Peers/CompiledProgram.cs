namespace MapKit.Tests.Peers;

/// <summary>Small C programs and libraries of the tests, compiled when they are wanted and gone with the test run.</summary>
public static class CompiledProgram
{
    /// <summary>Compiles a source.</summary>
    /// <param name="source">C.</param>
    /// <param name="options">For the compiler.</param>
    /// <returns>Path of the result; null without a compiler.</returns>
    public static string? Make(string source, params string[] options)
    {
        if ((Tool.Find("cc") ?? Tool.Find("clang") ?? Tool.Find("gcc")) is not { } compiler) return null;
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var path = folder.File("compiled");
        var result = Tool.Run(compiler, [.. options, "-o", path, folder.Write("source.c", source)]);
        return result.ExitCode == 0 ? path : throw new InvalidOperationException(result.Error);
    }
}
