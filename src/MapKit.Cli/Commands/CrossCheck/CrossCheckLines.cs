using MapKit.Source;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>The messages of a program as lines.</summary>
internal static class CrossCheckLines
{
    /// <summary>Splits what a program wrote, one character for each byte.</summary>
    /// <param name="output">Its standard error.</param>
    public static IReadOnlyList<string> Split(ReadOnlySpan<byte> output)
    {
        var text = ByteText.FromBytes(output);
        if (text.EndsWith('\n')) text = text[..^1];
        return text.Length == 0 ? [] : text.Split('\n');
    }
}
