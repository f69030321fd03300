using System.Text.Unicode;
using MapKit.Concurrency;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Lookup.Probes;

/// <summary>
/// Looks up many keys in steps: each step is done for all keys, in the order of the file.
/// </summary>
internal sealed class SteppedProbes
{
    private const int KeysAtOnce = 4096;
    private const int TouchedAtOnce = 32;

    // LMDB's depth limit; a sound tree of millions of records has four levels.
    private const int MostSteps = 32;

    private static readonly LookupPlace Done = new(LookupPlace.Nowhere);

    private readonly ISteppedLookup _lookup;
    private readonly KeyFolding _folding;
    private readonly bool _withNul;
    private readonly long _pieces;
    private ReadOnlyMemory<byte>[] _keys = [];
    private LookupPlace[] _places = [];
    private long _touched;

    /// <summary>Prepares lookups.</summary>
    /// <param name="lookup">The map.</param>
    /// <param name="folding">How keys are folded.</param>
    /// <param name="form">Whether keys are stored with a NUL.</param>
    public SteppedProbes(ISteppedLookup lookup, KeyFolding folding, NulConvention form)
    {
        _lookup = lookup;
        _folding = folding;
        _withNul = form == NulConvention.WithNul;
        _pieces = (lookup.Bytes.Length / FileWindow.PieceLength) + 1;
    }

    /// <summary>Answers as many keys as possible.</summary>
    /// <param name="batch">The keys.</param>
    /// <param name="answers">Receives the answers, each at the index of its key.</param>
    /// <param name="first">The first key that has none yet.</param>
    public void Run(ProbeBatch batch, ProbeAnswer[] answers, int first)
    {
        _keys = new ReadOnlyMemory<byte>[batch.Count];
        _places = new LookupPlace[batch.Count];
        _places.AsSpan(0, first).Fill(Done);
        OrderedWork.Run(
            Enumerable.Range(0, (batch.Count - first + KeysAtOnce - 1) / KeysAtOnce).Select(piece => first + (piece * KeysAtOnce)),
            start => Begin(batch, answers, start, Math.Min(start + KeysAtOnce, batch.Count)),
            static _ => { });

        for (var step = 0; step < MostSteps; step++)
        {
            var order = new PlaceOrder(_places, FileWindow.PieceLength, _pieces);
            if (order.Count == 0) return;
            OrderedWork.Run(order.Runs(KeysAtOnce), run => Step(order.Keys.AsSpan(run), answers), static _ => { });
        }
    }

    private bool Begin(ProbeBatch batch, ProbeAnswer[] answers, int start, int end)
    {
        var folder = new KeyFolder(_folding);
        var room = new KeptBytes();
        for (var i = start; i < end; i++)
        {
            var key = batch.Key(i);
            if (_folding == KeyFolding.Unicode && !Utf8.IsValid(key))
            {
                answers[i] = ProbeAnswer.NotFound;
                _places[i] = Done;
                continue;
            }

            _keys[i] = room.Keep(folder.Fold(key), _withNul);
            _places[i] = new LookupPlace(_lookup.FirstPlace(_keys[i].Span));
            if (_places[i] == Done) answers[i] = ProbeAnswer.NotFound;
        }

        return true;
    }

    private bool Step(ReadOnlySpan<int> keys, ProbeAnswer[] answers)
    {
        var window = new FileWindow(_lookup.Bytes);
        var room = new KeptBytes();
        for (var i = 0; i < keys.Length; i++)
        {
            if (i % TouchedAtOnce == 0) Touch(keys[i..Math.Min(i + TouchedAtOnce, keys.Length)]);
            var key = keys[i];
            switch (Step(key, window, out var value))
            {
                case LookupStep.Onward:
                    continue;
                case LookupStep.NotFound:
                    answers[key] = ProbeAnswer.NotFound;
                    break;
                case LookupStep.Found when value.Length <= FileWindow.PieceLength:
                    answers[key] = ProbeAnswer.Found(room.Keep(StoredText.UpToNul(value).Span, withNul: false));
                    break;
            }

            _places[key] = Done;
        }

        return true;
    }

    // Keys in file order are scattered in memory: see StoredRecords.Touch.
    private void Touch(ReadOnlySpan<int> keys)
    {
        var sum = 0L;
        foreach (var key in keys) sum += _places[key].Offset + (_keys[key].IsEmpty ? 0 : _keys[key].Span[0]);
        Volatile.Write(ref _touched, sum);
    }

    private LookupStep Step(int key, FileWindow window, out ReadOnlyMemory<byte> value)
    {
        try
        {
            return _lookup.Step(ref _places[key], _keys[key].Span, window, out value);
        }
        catch (Exception exception) when (exception is MapFormatException or IOException)
        {
            // The single lookup will find the same damage, or wait for the writer.
            value = default;
            return LookupStep.Unusual;
        }
    }
}

/// <summary>Copies of short byte ranges, stored in blocks. For one thread.</summary>
internal sealed class KeptBytes
{
    private const int BlockLength = 64 << 10;

    private byte[] _block = [];
    private int _used;

    /// <summary>Copies bytes.</summary>
    /// <param name="bytes">They.</param>
    /// <param name="withNul">Whether a NUL is put behind them.</param>
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes, bool withNul)
    {
        var length = bytes.Length + (withNul ? 1 : 0);
        if (length > _block.Length - _used)
        {
            _block = GC.AllocateUninitializedArray<byte>(Math.Max(length, BlockLength));
            _used = 0;
        }

        var kept = _block.AsMemory(_used, length);
        bytes.CopyTo(kept.Span);
        if (withNul) kept.Span[^1] = 0;
        _used += length;
        return kept;
    }
}
