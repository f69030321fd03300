namespace MapKit.Maps.Paging;

/// <summary>
/// The output of a map writer. The body comes first, in order, from the end of the header on; the header,
/// which depends on the body, comes last. Writers pass large pieces and keep no copy.
/// </summary>
internal interface IMapOutput
{
    /// <summary>Receives the approximate length of the file before the first byte, if known.</summary>
    /// <param name="length">Bytes of the whole file.</param>
    void Expect(long length)
    {
    }

    /// <summary>Appends bytes to the body, which begins right after the header (<see cref="MapEngine.HeaderLength"/>).</summary>
    /// <param name="bytes">The next bytes of the file.</param>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Writes the bytes at the start of the file, once, after everything else.</summary>
    /// <param name="header">Exactly as many bytes as were reserved.</param>
    void WriteHeader(ReadOnlySpan<byte> header);
}
