using System.Text;
using Spectre.Console;

namespace MapKit.Cli.Rendering;

/// <summary>
/// Text that Spectre.Console lays out, with its styles or without. They are removed here: Spectre's own form without styles resets the
/// colours of <see cref="System.Console"/> at every step, which sends sequences to the terminal.
/// </summary>
internal sealed class StyledText : IDisposable
{
    private const int WithoutWrapping = 10_000;
    private const string StyleStart = "\e[";

    private readonly StringWriter _text = new() { NewLine = "\n" };
    private readonly bool _hasStyles;

    /// <summary>Creates an empty text.</summary>
    /// <param name="hasStyles">Whether colours are wanted.</param>
    /// <param name="width">Characters of a line.</param>
    public StyledText(bool hasStyles, int width = WithoutWrapping)
    {
        _hasStyles = hasStyles;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new TextOutput(_text, width),
            ColorSystem = ColorSystemSupport.Standard,
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.No,
        });
        Console.Profile.Width = width;
        Console.Profile.Capabilities.Unicode = true;
    }

    /// <summary>Where to write.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Returns what was written since the last call.</summary>
    public string Take()
    {
        var text = _text.ToString();
        _text.GetStringBuilder().Clear();
        return _hasStyles ? text : WithoutStyles(text);
    }

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    private static string WithoutStyles(string text)
    {
        var plain = new StringBuilder(text.Length);
        var position = 0;
        while (text.IndexOf(StyleStart, position, StringComparison.Ordinal) is >= 0 and var start && text.IndexOf('m', start) is >= 0 and var end)
        {
            plain.Append(text, position, start - position);
            position = end + 1;
        }

        return plain.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>A text. Spectre's own asks <see cref="System.Console"/> whether the text is the terminal, which switches that to another mode of its keys.</summary>
    private sealed class TextOutput(TextWriter writer, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => false;

        public int Width => width;

        public int Height => int.MaxValue;

        public void SetEncoding(Encoding encoding)
        {
            // A text has none.
        }
    }
}
