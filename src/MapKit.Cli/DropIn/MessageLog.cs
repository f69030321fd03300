using System.Text;
using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Cli.DropIn;

/// <summary>
/// Messages as Postfix's tools write them to standard error: <c>postmap: warning: TEXT</c>. A character of a text is a byte
/// (<see cref="ByteText"/>).
/// </summary>
internal sealed class MessageLog(string program, PostfixVersion version, CommandEnvironment environment) : IDiagnosticSink
{
    /// <summary>Whether UTF-8 mode is on. Off until the configuration has been read, as in Postfix.</summary>
    public bool Utf8 { get; set; }

    /// <summary>How often <c>-v</c> was given.</summary>
    public int Verbosity { get; set; }

    /// <summary>The Postfix whose words are used.</summary>
    public PostfixVersion Version => version;

    /// <summary>A warning; the work goes on.</summary>
    public void Warn(string text) => Write("warning: " + text);

    /// <summary>The message that ends the program.</summary>
    public void Fatal(string text) => Write("fatal: " + text);

    /// <summary>What <c>-v</c> tells.</summary>
    public void Inform(string text)
    {
        if (Verbosity > 0) Write(text);
    }

    /// <summary>A finding in Postfix's wording, if Postfix of this version has any for it.</summary>
    public void Report(Diagnostic diagnostic)
    {
        if (PostfixWording.Reword(diagnostic, version) is not { } text) return;
        if (diagnostic.Rule == Rules.LibraryLine) Pass([.. Encoding.Latin1.GetBytes(text), (byte)'\n']);
        else if (diagnostic.Severity == Severity.Info) Write(text);
        else Warn(text);
    }

    /// <summary>A line that a library prints by itself, as it stands.</summary>
    public void Pass(ReadOnlySpan<byte> line) => environment.WriteError(line);

    private void Write(string text)
    {
        var bytes = Encoding.Latin1.GetBytes($"{program}: {text}");
        PrintableText.Mask(bytes, Utf8, version);
        environment.WriteError([.. bytes, (byte)'\n']);
    }
}
