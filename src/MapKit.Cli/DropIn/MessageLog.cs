using System.Text;
using MapKit.Diagnostics;

namespace MapKit.Cli.DropIn;

/// <summary>
/// Messages as Postfix's tools write them to standard error: <c>postmap: warning: TEXT</c>. Texts hold bytes of tables as
/// Latin-1 characters; names of files are in Unicode, and are known so that both come out as the bytes they are.
/// </summary>
internal sealed class MessageLog(string program, PostfixVersion version, CommandEnvironment environment) : IDiagnosticSink
{
    private readonly List<string> _names = [];

    /// <summary>Whether UTF-8 mode is on. Off until the configuration has been read, as in Postfix.</summary>
    public bool Utf8 { get; set; }

    /// <summary>How often <c>-v</c> was given.</summary>
    public int Verbosity { get; set; }

    /// <summary>The Postfix whose words are used.</summary>
    public PostfixVersion Version => version;

    /// <summary>Makes a name known that messages may hold.</summary>
    public void AddName(string name)
    {
        if (!Ascii.IsValid(name) && !_names.Contains(name)) _names.Add(name);
    }

    /// <summary>A warning; the work goes on.</summary>
    public void Warn(string text) => Write("warning: " + text);

    /// <summary>The message that ends the program.</summary>
    public void Fatal(string text) => Write("fatal: " + text);

    /// <summary>What <c>-v</c> tells.</summary>
    public void Inform(string text)
    {
        if (Verbosity > 0) Write(text);
    }

    /// <summary>A finding in Postfix's words, if Postfix of this version has any for it.</summary>
    public void Report(Diagnostic diagnostic)
    {
        if (PostfixWording.Of(diagnostic, version) is { } text) Warn(text);
    }

    /// <summary>A line that a library prints by itself, as it stands.</summary>
    public void Pass(ReadOnlySpan<byte> line) => environment.WriteError(line);

    private void Write(string text)
    {
        foreach (var name in _names) text = text.Replace(name, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name)), StringComparison.Ordinal);
        text = $"{program}: {text}";
        var bytes = text.All(character => character <= '\xFF') ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);
        PrintableText.Mask(bytes, Utf8, version);
        environment.WriteError([.. bytes, (byte)'\n']);
    }
}
