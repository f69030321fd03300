using System.ComponentModel;
using System.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.CrossCheck;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>Postfix's side: an installed postmap or postalias.</summary>
/// <param name="path">The program.</param>
/// <param name="version">Its version, or null if unknown.</param>
/// <param name="configuration">The folder of main.cf.</param>
internal sealed class CrossCheckPostfixTool(string path, string? version, string configuration) : ICrossCheckEngine
{
    /// <summary>The message of every version for an unsupported map type; some versions then name a package.</summary>
    private const string UnknownType = "fatal: unsupported dictionary type: ";

    /// <summary>Variables that make the tools print more messages, which would be compared.</summary>
    public static IReadOnlySet<string> HiddenVariables { get; } = new HashSet<string>(StringComparer.Ordinal) { "MAIL_VERBOSE", "MAIL_DEBUG" };

    /// <inheritdoc/>
    public string Name => Path.GetFileName(path) + (version is null ? "" : " " + version);

    /// <inheritdoc/>
    public CrossCheckBuild Build(CrossCheckTask task)
    {
        var (status, _, error) = Run(path, ["-c", configuration, $"{MapTypes.NameOf(task.Type)}:{task.SourcePath}"], task.Cancellation);
        var messages = CrossCheckLines.Split(error);
        var refusal = messages.FirstOrDefault(line => line.Contains(UnknownType, StringComparison.Ordinal));
        return new CrossCheckBuild { ExitStatus = status, Messages = messages, Refusal = refusal };
    }

    /// <summary>Runs a program until it ends. A signal ends the program too.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Set by a signal.</param>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static (int Status, byte[] Output, byte[] Error) Run(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var process = Start(program, arguments);

        // Callbacks run in reverse order of registration, so the working folder is removed after this.
        using var registration = cancellation.Register(() => End(process));
        process.StandardInput.Close();
        var output = ReadAll(process.StandardOutput.BaseStream);
        var error = ReadAll(process.StandardError.BaseStream);
        process.WaitForExit();
        Task.WaitAll(output, error);
        cancellation.ThrowIfCancellationRequested();
        return (process.ExitCode, output.Result, error.Result);
    }

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in HiddenVariables) start.Environment.Remove(name);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"{program}: cannot be run: {new Win32Exception(exception.NativeErrorCode).Message}", exception);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // The program has already ended.
        }
    }

    private static Task<byte[]> ReadAll(Stream stream) => Task.Run(() =>
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    });
}
