using System.Buffers;
using System.Text;

namespace MapKit.Records;

/// <summary>
/// Folds keys as Postfix does when it stores and looks up (docs/formats/folding.md#key-folding). Full folding is not lower case: it
/// can lengthen a key, and nothing is normalised. Reuses its memory; one instance is for one thread.
/// </summary>
internal sealed class KeyFolder
{
    private readonly KeyFolding _folding;
    private byte[] _folded = new byte[128];

    /// <summary>Creates a folder.</summary>
    /// <param name="folding">What is folded.</param>
    public KeyFolder(KeyFolding folding) => _folding = folding;

    /// <summary>Folds a key.</summary>
    /// <param name="key">The key; for <see cref="KeyFolding.Unicode"/> valid UTF-8, other bytes are not changed.</param>
    /// <returns>The folded key, valid until the next call.</returns>
    public ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> key)
    {
        if (_folding == KeyFolding.None) return key;
        if (_folded.Length >= key.Length && Ascii.ToLower(key, _folded, out var folded) == OperationStatus.Done) return _folded.AsSpan(0, folded);

        // The worst case: two bytes become three code points of two bytes each, and three become three of three.
        if (_folded.Length < key.Length * 3L) _folded = new byte[checked(key.Length * 3)];
        var length = _folding == KeyFolding.Ascii || Ascii.IsValid(key) ? FoldAscii(key) : FoldUnicode(key);
        return _folded.AsSpan(0, length);
    }

    /// <summary>Folds a key in place, if its length and the offsets of its characters do not change.</summary>
    /// <param name="key">The key. If the result is false, only letters that fold to one byte have been changed.</param>
    /// <returns>Whether it is folded now.</returns>
    public bool TryFoldInPlace(Span<byte> key) =>
        _folding == KeyFolding.None || Ascii.ToLowerInPlace(key, out _) == OperationStatus.Done;

    /// <summary>Whether folding may change a key; false only if it does not.</summary>
    /// <param name="key">The key.</param>
    public bool MayChange(ReadOnlySpan<byte> key) =>
        _folding != KeyFolding.None && (key.ContainsAnyInRange((byte)'A', (byte)'Z') || (_folding == KeyFolding.Unicode && !Ascii.IsValid(key)));

    private int FoldAscii(ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            var value = key[i];
            _folded[i] = (uint)(value - 'A') <= 'Z' - 'A' ? (byte)(value | 0x20) : value;
        }

        return key.Length;
    }

    private int FoldUnicode(ReadOnlySpan<byte> key)
    {
        var written = 0;
        while (key.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(key, out var rune, out var consumed);
            var index = status == OperationStatus.Done ? CaseFoldingTable.From.BinarySearch(rune.Value) : -1;
            if (index < 0)
            {
                key[..consumed].CopyTo(_folded.AsSpan(written));
                written += consumed;
            }
            else
            {
                for (var part = index * 3; part < index * 3 + 3 && CaseFoldingTable.To[part] != 0; part++)
                {
                    written += new Rune(CaseFoldingTable.To[part]).EncodeToUtf8(_folded.AsSpan(written));
                }
            }

            key = key[consumed..];
        }

        return written;
    }
}

/// <summary>How keys are folded (docs/formats/folding.md#key-folding).</summary>
public enum KeyFolding
{
    /// <summary>Keys are not changed (<c>postmap -f</c>).</summary>
    None,

    /// <summary>A to Z become a to z (UTF-8 mode off).</summary>
    Ascii,

    /// <summary>Unicode full case folding (UTF-8 mode on).</summary>
    Unicode,
}
