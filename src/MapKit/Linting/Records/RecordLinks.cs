using System.Buffers;
using MapKit.Concurrency;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Linting.Records;

/// <summary>
/// Finds the few records that lead to other records, by searching the names in the values among the keys: bytes only, on all
/// processors, so that a table of a million entries can be searched for loops while it is compiled. Only the records it finds have
/// to be examined further. It finds all such records, and possibly some others.
/// </summary>
/// <param name="records">The records.</param>
/// <param name="folding">How their keys were folded.</param>
internal abstract class RecordLinks(JoinedRecords records, KeyFolding folding)
{
    private const int PieceSize = 1 << 14;
    private const int MostRounds = 64;

    private static readonly SearchValues<byte> Separators = SearchValues.Create(", \t\r\n"u8);

    /// <summary>The records.</summary>
    protected JoinedRecords Records => records;

    /// <summary>The bytes that only the grammar can parse: a value without them consists of words between commas or whitespace.</summary>
    protected abstract SearchValues<byte> Odd { get; }

    /// <summary>Finds the records that begin a chain of records.</summary>
    /// <param name="steps">Minimum length of the chain. All records that lead into a loop are found with any number.</param>
    /// <returns>Their numbers, ascending.</returns>
    public IReadOnlyList<int> FindChains(int steps)
    {
        var found = FindAll();
        for (var step = 1; step < steps && found.Count > 0; step++)
        {
            if (RemoveEnds(found, atOnce: false) == 0) break;
        }

        return found;
    }

    /// <summary>Finds the records that lead into a loop.</summary>
    /// <returns>Their numbers, ascending.</returns>
    public IReadOnlyList<int> FindLoops()
    {
        var found = FindAll();
        for (var round = 0; round < MostRounds && found.Count > 0; round++)
        {
            if (RemoveEnds(found, atOnce: true) == 0) break;
        }

        return found;
    }

    /// <summary>The names in a value with such bytes, as unfolded keys.</summary>
    protected abstract IEnumerable<byte[]> NamesIn(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Whether a name leads to a record.</summary>
    /// <param name="record">The record in whose value it is.</param>
    /// <param name="name">The name, folded.</param>
    /// <param name="wanted">The records to consider, or null for all but the record itself.</param>
    protected abstract bool IsKnown(int record, ReadOnlySpan<byte> name, bool[]? wanted);

    /// <summary>Reads all records once, before several threads use them.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>Whether a key leads to a considered record.</summary>
    protected bool IsKey(int record, ReadOnlySpan<byte> key, bool[]? wanted) =>
        records.Find(key) is >= 0 and var found && found != record && wanted?[found] != false;

    private List<int> FindAll()
    {
        Prepare();
        var found = new List<int>();
        var pieces = Enumerable.Range(0, (records.Count + PieceSize - 1) / PieceSize);
        OrderedWork.Run(pieces, FindInPiece, found.AddRange);
        return found;
    }

    /// <summary>Removes the records that lead to no other record.</summary>
    /// <param name="found">The records.</param>
    /// <param name="atOnce">Whether records that lead only to removed ones are also removed, in one pass from the end.</param>
    /// <returns>How many are gone.</returns>
    private int RemoveEnds(List<int> found, bool atOnce)
    {
        var isFound = new bool[records.Count];
        foreach (var record in found) isFound[record] = true;
        var isKept = atOnce ? isFound : [.. isFound];
        var folder = new KeyFolder(folding);
        for (var i = found.Count - 1; i >= 0; i--) isKept[found[i]] = LeadsOn(found[i], isFound, folder);
        return found.RemoveAll(record => !isKept[record]);
    }

    private List<int> FindInPiece(int piece)
    {
        var found = new List<int>();
        var folder = new KeyFolder(folding);
        var end = Math.Min((piece + 1) * PieceSize, records.Count);
        for (var record = piece * PieceSize; record < end; record++)
        {
            if (LeadsOn(record, null, folder)) found.Add(record);
        }

        return found;
    }

    private bool LeadsOn(int record, bool[]? wanted, KeyFolder folder)
    {
        var value = records.Value(record);
        if (value.Length > TableFormat.LongestExplained) return false;
        if (value.ContainsAny(Odd))
        {
            foreach (var name in NamesIn(records.Key(record), value))
            {
                if (IsKnown(record, folder.Fold(name), wanted)) return true;
            }

            return false;
        }

        while (!value.IsEmpty)
        {
            var length = value.IndexOfAny(Separators);
            if (length < 0) length = value.Length;
            if (length > 0 && IsKnown(record, folder.Fold(value[..length]), wanted)) return true;
            value = value[Math.Min(length + 1, value.Length)..];
        }

        return false;
    }
}
