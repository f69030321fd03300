using System.Text;
using MapKit.Cli.Rendering;

namespace MapKit.Cli;

/// <summary>What a command sees of the world outside files: three streams and whether a person looks at them. Tests hand in their own.</summary>
internal sealed class CommandEnvironment : IDisposable
{
    /// <summary>Creates an environment.</summary>
    public CommandEnvironment(Stream input, Stream output, Stream error, bool outputIsTerminal, bool errorIsTerminal, bool color)
    {
        Input = input;
        Output = new ByteWriter(output);
        Error = new StreamWriter(error, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        OutputIsTerminal = outputIsTerminal;
        ErrorIsTerminal = errorIsTerminal;
        Color = color;
    }

    /// <summary>Standard input.</summary>
    public Stream Input { get; }

    /// <summary>Results, as bytes: keys and values go out exactly as they are stored.</summary>
    public ByteWriter Output { get; }

    /// <summary>Messages, UTF-8.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a person reads the results.</summary>
    public bool OutputIsTerminal { get; }

    /// <summary>Whether a person reads the messages.</summary>
    public bool ErrorIsTerminal { get; }

    /// <summary>Whether colours are wanted (<c>NO_COLOR</c>).</summary>
    public bool Color { get; }

    /// <summary>The environment of this process.</summary>
    public static CommandEnvironment OfProcess() => new(
        Console.OpenStandardInput(),
        Console.OpenStandardOutput(),
        Console.OpenStandardError(),
        !Console.IsOutputRedirected,
        !Console.IsErrorRedirected,
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <inheritdoc/>
    public void Dispose()
    {
        Output.Dispose();
        Error.Dispose();
    }
}
