using System.Text;

namespace MapKit.Cli.Tests;

/// <summary>Runs the command in this process and keeps what it says.</summary>
internal sealed record CommandRun(int Status, byte[] OutputBytes, byte[] ErrorBytes)
{
    public string Output => Encoding.Latin1.GetString(OutputBytes);

    public string Error => Encoding.UTF8.GetString(ErrorBytes);

    /// <summary>Standard error, one character a byte.</summary>
    public string ErrorInLatin1 => Encoding.Latin1.GetString(ErrorBytes);

    /// <summary>An environment without input, output and variables.</summary>
    public static CommandEnvironment NoEnvironment() => new(Stream.Null, Stream.Null, Stream.Null, false, false, static _ => null);

    public static CommandRun Of(params string[] arguments) => With([], arguments);

    public static CommandRun With(byte[] input, params string[] arguments) => In(static _ => null, input, arguments);

    /// <summary>Runs it with environment variables.</summary>
    public static CommandRun In(Func<string, string?> variable, byte[] input, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        int status;
        using (var environment = new CommandEnvironment(new MemoryStream(input), output, error, false, false, variable))
        {
            status = InProcess.Run(environment, arguments);
        }

        return new CommandRun(status, output.ToArray(), error.ToArray());
    }
}
