using System.Buffers;
using MapKit.Concurrency;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Linting.Records;

/// <summary>
/// Finds the few records from which others follow, by looking for the names in the values among the keys: bytes alone, by all
/// processors, so that a table of a million entries can be searched for loops while it is compiled. Only what it finds has
/// to be examined further. It finds all such records, and perhaps some more.
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

    /// <summary>The bytes that only the grammar understands: a value without them is words between commas or whitespace.</summary>
    protected abstract SearchValues<byte> Odd { get; }

    /// <summary>Finds the records from which others follow, one after the other.</summary>
    /// <param name="steps">How many. All that lead into a loop are found with any number.</param>
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

    /// <summary>The names in a value that has odd bytes, as keys, not folded.</summary>
    protected abstract IEnumerable<byte[]> NamesIn(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Whether a name leads to a record.</summary>
    /// <param name="record">The record in whose value it is.</param>
    /// <param name="name">The name, folded.</param>
    /// <param name="wanted">The records that count, or null for all but the one itself.</param>
    protected abstract bool IsKnown(int record, ReadOnlySpan<byte> name, bool[]? wanted);

    /// <summary>Reads all records once, before several threads use them.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>Whether a key leads to a record that counts.</summary>
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

    /// <summary>Removes the records that lead to none of the others.</summary>
    /// <param name="found">The records.</param>
    /// <param name="atOnce">Whether those that lead only to removed ones are to go as well, as far as one walk from the end goes.</param>
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
