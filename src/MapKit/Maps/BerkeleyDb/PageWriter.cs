using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace MapKit.Maps.BerkeleyDb;

/// <summary>Composes the pages after page 0 in order, hands them over in large pieces, and sums them up for the identity of the file.</summary>
internal sealed class PageWriter : IDisposable
{
    /// <summary>Bytes per page in the files that MapKit writes: what libdb chooses on most file systems (map-files A.1).</summary>
    public const int PageSize = 4096;

    /// <summary>Bytes of a page for items and their index entries, or for the data of an overflow page.</summary>
    public const int Capacity = PageSize - PageHeader.Length;

    private const int BufferedPages = 256;

    private readonly IMapOutput _output;
    private readonly XxHash128 _sum = new();
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferedPages * PageSize);
    private int _used;
    private uint _next = 1;

    /// <summary>Starts at page 1.</summary>
    public PageWriter(IMapOutput output) => _output = output;

    /// <summary>The next page, zero so far, to be filled before the next call.</summary>
    /// <param name="number">Its number.</param>
    public Span<byte> Next(out uint number)
    {
        if (_used == BufferedPages * PageSize) Flush();
        var page = _buffer.AsSpan(_used, PageSize);
        page.Clear();
        _used += PageSize;
        number = _next++;
        return page;
    }

    /// <summary>
    /// Hands over what is left and tells the identity of the file: libdb takes two files with one identity for the same
    /// file, so it is derived from all pages (map-files A.3).
    /// </summary>
    /// <param name="recordCount">Number of records.</param>
    /// <param name="identity">Takes <see cref="MetaPage.IdentityLength"/> bytes.</param>
    /// <returns>Number of the last page.</returns>
    public uint Finish(int recordCount, Span<byte> identity)
    {
        Flush();
        BinaryPrimitives.WriteInt32LittleEndian(identity[_sum.GetCurrentHash(identity)..], recordCount);
        return _next - 1;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Flush()
    {
        var pages = _buffer.AsSpan(0, _used);
        _sum.Append(pages);
        _output.Append(pages);
        _used = 0;
    }
}
