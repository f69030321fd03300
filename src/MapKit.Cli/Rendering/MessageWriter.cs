using System.Text;
using MapKit.Platform;

namespace MapKit.Cli.Rendering;

/// <summary>Messages in UTF-8, written at once. A file name is written as its original bytes (<see cref="LosslessText"/>).</summary>
/// <param name="stream">Receives the bytes.</param>
internal sealed class MessageWriter(Stream stream) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

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
        stream.Write(LosslessText.ToBytes(buffer));
        stream.Flush();
    }

    /// <inheritdoc/>
    public override void Flush() => stream.Flush();
}
