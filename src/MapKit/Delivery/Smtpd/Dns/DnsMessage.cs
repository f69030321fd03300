using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace MapKit.Delivery.Smtpd.Dns;

/// <summary>Writes a query and reads its answer (RFC 1035). Nothing in an answer is trusted: every offset is checked.</summary>
internal static class DnsMessage
{
    private const int HeaderLength = 12;
    private const int MostPointers = 64;
    private const int NameNotFound = 3;

    /// <summary>A query for one name and type; null if the name cannot be queried.</summary>
    /// <param name="id">The number that the answer repeats.</param>
    /// <param name="name">The name in ASCII.</param>
    /// <param name="type">The type.</param>
    public static byte[]? Query(ushort id, string name, DnsType type)
    {
        var bytes = new List<byte> { (byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0 };
        foreach (var label in name.TrimEnd('.').Split('.'))
        {
            if (label.Length is 0 or > 63 || !Ascii.IsValid(label)) return null;
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(label));
        }

        bytes.AddRange([0, 0, (byte)type, 0, 1]);
        return [.. bytes];
    }

    /// <summary>Whether an answer did not fit and must be queried over TCP.</summary>
    public static bool IsCut(ReadOnlySpan<byte> message) => message.Length >= HeaderLength && (message[2] & 2) != 0;

    /// <summary>Whether bytes answer a query.</summary>
    public static bool Answers(ReadOnlySpan<byte> message, ushort id) => message.Length >= HeaderLength && BinaryPrimitives.ReadUInt16BigEndian(message) == id && (message[2] & 0x80) != 0;

    /// <summary>Reads the records of a type from an answer.</summary>
    public static DnsReply Read(ReadOnlySpan<byte> message, DnsType type)
    {
        var code = message[3] & 15;
        if (code == NameNotFound) return new DnsReply(DnsStatus.NotFound, []);
        if (code != 0) return new DnsReply(DnsStatus.Failed, []);
        try
        {
            var records = Records(message, type);
            if (records.Count == 0) return new DnsReply(DnsStatus.NotFound, []);
            if (type == DnsType.Mx && records.Exists(record => record.Value.Length == 0)) return new DnsReply(DnsStatus.NullMx, []);
            return new DnsReply(DnsStatus.Found, [.. records.OrderBy(record => record.Preference).Select(record => record.Value)]);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return new DnsReply(DnsStatus.Failed, []);
        }
    }

    private static List<(int Preference, string Value)> Records(ReadOnlySpan<byte> message, DnsType type)
    {
        var (questions, answers) = (BinaryPrimitives.ReadUInt16BigEndian(message[4..]), BinaryPrimitives.ReadUInt16BigEndian(message[6..]));
        var at = HeaderLength;
        for (var question = 0; question < questions; question++)
        {
            ReadName(message, ref at);
            at += 4;
        }

        var found = new List<(int, string)>();
        for (var answer = 0; answer < answers; answer++)
        {
            ReadName(message, ref at);
            var kind = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
            at += 10;
            if (kind == (int)type) found.Add(ValueOf(message, at, message.Slice(at, length), type));
            at += length;
        }

        return found;
    }

    private static (int Preference, string Value) ValueOf(ReadOnlySpan<byte> message, int at, ReadOnlySpan<byte> data, DnsType type)
    {
        switch (type)
        {
            case DnsType.A or DnsType.Aaaa:
                return (0, data.Length is 4 or 16 ? new IPAddress(data).ToString() : "");
            case DnsType.Mx:
                at += 2;
                return (BinaryPrimitives.ReadUInt16BigEndian(data), ReadName(message, ref at));
            case DnsType.Txt:
                var text = new StringBuilder();
                while (!data.IsEmpty)
                {
                    text.Append(Encoding.Latin1.GetString(data.Slice(1, data[0])));
                    data = data[(data[0] + 1)..];
                }

                return (0, text.ToString());
            default:
                return (0, ReadName(message, ref at));
        }
    }

    /// <summary>A name, without the last dot; labels may be at an earlier place.</summary>
    private static string ReadName(ReadOnlySpan<byte> message, ref int at)
    {
        var labels = new List<string>();
        var (position, end, pointers) = (at, -1, 0);
        while (message[position] != 0)
        {
            if (message[position] >= 0xC0)
            {
                if (++pointers > MostPointers) throw new ArgumentOutOfRangeException(nameof(message), string.Create(CultureInfo.InvariantCulture, $"more than {MostPointers} pointers"));
                if (end < 0) end = position + 2;
                position = BinaryPrimitives.ReadUInt16BigEndian(message[position..]) & 0x3FFF;
                continue;
            }

            labels.Add(Encoding.Latin1.GetString(message.Slice(position + 1, message[position])));
            position += message[position] + 1;
        }

        at = end < 0 ? position + 1 : end;
        return string.Join('.', labels);
    }
}
