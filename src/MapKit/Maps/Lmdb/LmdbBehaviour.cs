using MapKit.Platform;

namespace MapKit.Maps.Lmdb;

/// <summary>The behaviour and messages of Postfix and liblmdb for lmdb maps.</summary>
/// <param name="suffix">The suffix of the map file.</param>
internal sealed class LmdbBehaviour(string suffix) : PostfixBehaviour(suffix)
{
    private const string NotLmdb = "MDB_INVALID: File is not an LMDB file";

    /// <summary>The size of a page on the machines that Postfix runs on; the library requires more than one.</summary>
    private const int PageSize = 4096;

    /// <inheritdoc/>
    public override bool MakesMissingMap => true;

    /// <inheritdoc/>
    public override string? ForeignFileReason => NotLmdb;

    /// <inheritdoc/>
    public override string KeyLengthReason => "MDB_BAD_VALSIZE: Unsupported size of key/DB name/data, or wrong DUPFIXED size";

    /// <inheritdoc/>
    public override string TableName(string name) => name;

    /// <inheritdoc/>
    public override string NameInMessages(string name) => $"lmdb:{name}";

    /// <inheritdoc/>
    public override string? OtherVersionReason(string lost) =>
        lost.StartsWith("LMDB", StringComparison.Ordinal) ? "MDB_VERSION_MISMATCH: Database environment version mismatch" : null;

    /// <inheritdoc/>
    internal override string NotAMap(in RefusedFile file, Action<string> print) => $"open database {file.Shown}: {Reason(file)}";

    /// <inheritdoc/>
    public override string CannotPut(string name, string reason) => $"error updating {NameInMessages(name)}: {reason}";

    /// <inheritdoc/>
    public override string CannotDelete(string name, string reason) => $"error deleting from {NameInMessages(name)}: {reason}";

    private static string Reason(in RefusedFile file)
    {
        // liblmdb turns an empty file into a map, but not if it opens the file read-only.
        if (file.Length == 0) return SystemWords.BadFileDescriptor;
        return file.Damage is null || file.Length <= PageSize || !LmdbFile.Recognise(file.Start.Span) ? NotLmdb : file.Damage.PlaceAndReason;
    }
}
