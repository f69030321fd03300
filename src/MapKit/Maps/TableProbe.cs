using System.Text;
using System.Text.Unicode;
using MapKit.Records;

namespace MapKit.Maps;

/// <summary>
/// One exact lookup as of <c>postmap -q</c>: the key is folded, then looked up with a trailing NUL, then without; the form that matched
/// first is used for all further lookups of this object (docs/formats/map-types.md#trailing-nul). One instance is for one thread.
/// </summary>
internal sealed class TableProbe
{
    private readonly IMapReader _map;
    private readonly KeyFolder _folder;
    private readonly bool _utf8;
    private NulForms _forms;
    private byte[] _key = new byte[256];

    /// <summary>Creates a probe.</summary>
    /// <param name="map">The open map; stays the caller's.</param>
    /// <param name="folding">How keys are folded.</param>
    /// <param name="nul">Which stored form is looked up; by default both.</param>
    public TableProbe(IMapReader map, KeyFolding folding = KeyFolding.Unicode, NulConvention nul = NulConvention.TypeDefault)
    {
        _map = map;
        Folding = folding;
        _folder = new KeyFolder(folding);
        _utf8 = folding == KeyFolding.Unicode;
        _forms = new NulForms(nul);
    }

    /// <summary>The map.</summary>
    internal IMapReader Map => _map;

    /// <summary>How keys are folded.</summary>
    internal KeyFolding Folding { get; }

    /// <summary>The only stored form that is looked up, or null while both are.</summary>
    internal NulConvention? StoredForm => _forms.Only;

    /// <summary>Whether keys are looked up without NUL: not if excluded, and no longer after a key with NUL was found.</summary>
    internal bool AsksWithoutNul => _forms.TriesWithout;

    /// <summary>Looks up a key.</summary>
    /// <param name="key">The text of the key, which is encoded in UTF-8.</param>
    /// <returns>The text of the value up to its first NUL, decoded from UTF-8; null if there is no such record.</returns>
    /// <exception cref="MapFormatException">The path to the key is damaged.</exception>
    public string? Find(string key) => TryFind(Encoding.UTF8.GetBytes(key), out var value) ? Encoding.UTF8.GetString(value.Span) : null;

    /// <summary>Looks up a key.</summary>
    /// <param name="key">The text of the key.</param>
    /// <param name="value">The value up to its first NUL.</param>
    /// <returns>Whether there is such a record. A key that is not UTF-8 is not found in UTF-8 mode.</returns>
    /// <exception cref="MapFormatException">The path to the key is damaged.</exception>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (_utf8 && !Utf8.IsValid(key)) return false;
        var folded = _folder.Fold(key);
        if (_key.Length <= folded.Length) _key = new byte[checked(folded.Length * 2)];
        folded.CopyTo(_key);
        _key[folded.Length] = 0;

        if (_forms.TriesWith && _map.TryGet(_key.AsSpan(0, folded.Length + 1), out value))
        {
            _forms.FoundWith();
        }
        else if (_forms.TriesWithout && _map.TryGet(_key.AsSpan(0, folded.Length), out value))
        {
            _forms.FoundWithout();
        }
        else
        {
            return false;
        }

        value = StoredText.UpToNul(value);
        return true;
    }
}
