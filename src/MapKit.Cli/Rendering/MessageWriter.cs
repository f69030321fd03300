using System.Text;
using MapKit.Platform;

namespace MapKit.Cli.Rendering;

/// <summary>
/// Messages in UTF-8, written at once. A file name is written as its original bytes (<see cref="LosslessText"/>). On a terminal a line of
/// progress may stand below the messages; it goes before the next message.
/// </summary>
/// <param name="stream">Receives the bytes.</param>
/// <param name="isTerminal">Whether control characters are shown instead of obeyed.</param>
internal sealed class MessageWriter(Stream stream, bool isTerminal = false) : TextWriter
{
    private readonly Lock _gate = new();
    private bool _hasLine;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Shows a line of progress in place of the last one.</summary>
    /// <param name="line">The line; narrower than the terminal.</param>
    public void ShowLine(string line)
    {
        lock (_gate)
        {
            _hasLine = true;
            SendErase();
            Send(line);
        }
    }

    /// <summary>Removes the line of progress, before something else is written to the terminal.</summary>
    public void ClearLine()
    {
        if (!_hasLine) return;
        lock (_gate)
        {
            _hasLine = false;
            SendErase();
        }
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + NewLine);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        ClearLine();
        lock (_gate) Send(buffer);
    }

    /// <inheritdoc/>
    public override void Flush() => stream.Flush();

    private void SendErase()
    {
        stream.Write("\r\e[K"u8);
        stream.Flush();
    }

    private void Send(ReadOnlySpan<char> text)
    {
        var bytes = LosslessText.ToBytes(text);
        stream.Write(isTerminal && !TerminalBytes.AreSafe(bytes) ? TerminalBytes.Shown(bytes) : bytes);
        stream.Flush();
    }
}
