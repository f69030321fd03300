using MapKit.Cli.Rendering;

namespace MapKit.Cli.DropIn;

/// <summary>The lines that <c>-q</c> and <c>-s</c> print.</summary>
internal sealed class RecordOutput(DropInRun run)
{
    private readonly ByteWriter _output = run.Environment.Output;
    private readonly byte[] _separator = [.. System.Text.Encoding.ASCII.GetBytes(run.Tool.KeySuffix), (byte)'\t'];

    /// <summary>A key with its value.</summary>
    public void Record(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (run.Options.Json)
        {
            PostfixJson.WriteLine(_output, key, value);
            return;
        }

        _output.Write(key);
        _output.Write(_separator);
        Value(value);
    }

    /// <summary>The answer to one key, without the key unless as JSON.</summary>
    public void Answer(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (run.Options.Json) PostfixJson.WriteLine(_output, key, value);
        else Value(value);
    }

    private void Value(ReadOnlySpan<byte> value)
    {
        _output.Write(value);
        _output.Write("\n"u8);
    }
}
