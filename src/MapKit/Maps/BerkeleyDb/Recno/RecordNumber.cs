using System.Buffers.Text;

namespace MapKit.Maps.BerkeleyDb.Recno;

/// <summary>The number of a record as a key: decimal, from 1, without leading zeros, as <c>db_dump -k</c> prints it.</summary>
internal static class RecordNumber
{
    private const int LongestNumber = 10;

    /// <summary>The key of a record.</summary>
    public static ReadOnlyMemory<byte> ToKey(uint number)
    {
        Span<byte> digits = stackalloc byte[LongestNumber];
        Utf8Formatter.TryFormat(number, digits, out var length);
        return digits[..length].ToArray();
    }

    /// <summary>The number that a key stands for.</summary>
    /// <returns>Whether it is the key of a record.</returns>
    public static bool TryParse(ReadOnlySpan<byte> key, out uint number)
    {
        if (Utf8Parser.TryParse(key, out number, out var length) && length == key.Length && key[0] is >= (byte)'1' and <= (byte)'9') return true;
        number = 0;
        return false;
    }
}
