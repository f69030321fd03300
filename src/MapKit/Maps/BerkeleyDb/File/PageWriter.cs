using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using MapKit.Concurrency;
using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>Composes the pages after page 0 in order, writes them in large pieces, and digests them for the identity of the file.</summary>
internal sealed class PageWriter : IDisposable
{
    /// <summary>Bytes per page in the files that MapKit writes: libdb's choice on most file systems (docs/formats/berkeley-db.md#pages).</summary>
    public const int PageSize = 4096;

    /// <summary>Bytes of a page for items and their index entries, or for the data of an overflow page.</summary>
    public const int Capacity = PageSize - PageHeader.Length;

    private const int PagesAtOnce = 256;

    private readonly SummedOutput _sum;
    private readonly OutputBuffer _buffer;
    private uint _next = 1;

    /// <summary>Starts at page 1.</summary>
    public PageWriter(IMapOutput output)
    {
        _sum = new SummedOutput(output);
        _buffer = new OutputBuffer(_sum);
    }

    /// <summary>The next page, zero so far, to be filled before the next call.</summary>
    /// <param name="number">Its number.</param>
    public Span<byte> Next(out uint number)
    {
        var page = _buffer.Take(PageSize);
        page.Clear();
        number = _next++;
        return page;
    }

    /// <summary>Composes pages on all processors and writes them in order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="records">The records, in the order of the pages.</param>
    /// <param name="recordsOf">The records of pages, given the first page, counted from 0, and their number.</param>
    /// <param name="compose">Fills pages.</param>
    /// <param name="inParallel">False if pages must be composed one after the other.</param>
    public void Compose(int count, IOrderedRecords records, Func<int, int, RecordRange> recordsOf, PageComposer compose, bool inParallel)
    {
        _buffer.Flush();
        var firstNumber = _next;
        OrderedWork.Run(
            Pieces(count).Zip(records.Slices(Pieces(count).Select(piece => recordsOf(piece.First, piece.Count)))),
            piece =>
            {
                var (first, pageCount) = piece.First;
                var length = pageCount * PageSize;
                var pages = ArrayPool<byte>.Shared.Rent(length);
                pages.AsSpan(0, length).Clear();
                compose(first, firstNumber + (uint)first, piece.Second, pages.AsSpan(0, length));
                return new ArraySegment<byte>(pages, 0, length);
            },
            pages =>
            {
                _sum.Append(pages);
                ArrayPool<byte>.Shared.Return(pages.Array!);
            },
            inParallel);
        _next += (uint)count;
    }

    private static IEnumerable<(int First, int Count)> Pieces(int count)
    {
        for (var first = 0L; first < count; first += PagesAtOnce) yield return ((int)first, (int)Math.Min(PagesAtOnce, count - first));
    }

    /// <summary>
    /// Writes the rest and computes the identity of the file: libdb treats two files with the same identity as one file, so it
    /// is derived from all pages (docs/formats/berkeley-db.md#meta-page).
    /// </summary>
    /// <param name="recordCount">Number of records.</param>
    /// <param name="identity">Receives <see cref="MetaPage.IdentityLength"/> bytes.</param>
    /// <returns>Number of the last page.</returns>
    public uint Finish(int recordCount, Span<byte> identity)
    {
        _buffer.Flush();
        BinaryPrimitives.WriteInt32LittleEndian(identity[_sum.Current(identity)..], recordCount);
        return _next - 1;
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    /// <summary>Digests the body on its way to the output.</summary>
    private sealed class SummedOutput(IMapOutput output) : IMapOutput
    {
        private readonly XxHash128 _hash = new();

        public void Append(ReadOnlySpan<byte> bytes)
        {
            _hash.Append(bytes);
            output.Append(bytes);
        }

        public void WriteHeader(ReadOnlySpan<byte> header) => output.WriteHeader(header);

        /// <summary>Writes the digest of the appended bytes, and returns its length.</summary>
        public int Current(Span<byte> sum) => _hash.GetCurrentHash(sum);
    }
}

/// <summary>Fills consecutive pages.</summary>
/// <param name="first">The first page, counted among those that are composed.</param>
/// <param name="number">Its number in the file.</param>
/// <param name="records">The records on them.</param>
/// <param name="pages">The memory of all, zero so far.</param>
internal delegate void PageComposer(int first, uint number, RecordSlice records, Span<byte> pages);
