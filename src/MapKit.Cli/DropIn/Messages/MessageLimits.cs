using MapKit.Postfix;

namespace MapKit.Cli.DropIn.Messages;

/// <summary>Parameters of main.cf that bound what is kept of a message.</summary>
internal sealed record MessageLimits
{
    /// <summary>Postfix's defaults.</summary>
    public static readonly MessageLimits Default = new();

    /// <summary><c>header_size_limit</c>: a header of this many bytes takes no more lines. Each line is taken whole or not at all.</summary>
    public int HeaderSize { get; init; } = PostfixLimits.HeaderSize;

    /// <summary><c>mime_nesting_limit</c>: no boundary is learned when two more than this are known.</summary>
    public int Nesting { get; init; } = PostfixLimits.MimeNesting;

    /// <summary><c>mime_boundary_length_limit</c>: bytes of a boundary that are compared.</summary>
    public int BoundaryLength { get; init; } = PostfixLimits.MimeBoundary;
}
