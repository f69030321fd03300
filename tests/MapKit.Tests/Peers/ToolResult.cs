using System.Text;

namespace MapKit.Tests.Peers;

/// <summary>What a program left behind: exit status and the bytes of both outputs.</summary>
public sealed record ToolResult(int ExitCode, byte[] OutputBytes, byte[] ErrorBytes)
{
    /// <summary>Standard output, one character a byte.</summary>
    public string Output => Encoding.Latin1.GetString(OutputBytes);

    /// <summary>Standard error, one character a byte.</summary>
    public string Error => Encoding.Latin1.GetString(ErrorBytes);
}
