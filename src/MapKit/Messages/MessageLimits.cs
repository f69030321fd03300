using MapKit.Postfix;

namespace MapKit.Messages;

/// <summary>Parameters of main.cf that limit the stored parts of a message.</summary>
internal sealed record MessageLimits
{
    /// <summary>Postfix's defaults.</summary>
    public static readonly MessageLimits Default = new();

    /// <summary><c>header_size_limit</c>: no more lines are added to a header of this many bytes. Lines are added completely or not.</summary>
    public int HeaderSize { get; init; } = PostfixLimits.HeaderSize;

    /// <summary><c>mime_nesting_limit</c>: no boundary is learned when two more than this are known.</summary>
    public int Nesting { get; init; } = PostfixLimits.MimeNesting;

    /// <summary><c>mime_boundary_length_limit</c>: bytes of a boundary that are compared.</summary>
    public int BoundaryLength { get; init; } = PostfixLimits.MimeBoundary;

    /// <summary><c>line_length_limit</c>: longer lines are read in pieces of this many bytes. postmap has no such limit.</summary>
    public int LineLength { get; init; } = int.MaxValue;
}
