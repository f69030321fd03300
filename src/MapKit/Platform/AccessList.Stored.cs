using System.Buffers.Binary;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <content>The form in which the file system stores a list.</content>
internal sealed partial class AccessList
{
    [SupportedOSPlatform("linux")]
    private static byte[]? ReadBytes(SafeFileHandle file)
    {
        Span<byte> small = stackalloc byte[256];
        var length = LibC.GetAttribute(file, Attribute, small, small.Length);
        if (length >= 0) return small[..(int)length].ToArray();
        if (LibC.Error != LibC.TooLarge) return null;
        var bytes = new byte[LongestList];
        length = LibC.GetAttribute(file, Attribute, bytes, bytes.Length);
        return length < 0 ? null : bytes[..(int)length];
    }

    private AccessList? TryParse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Version) return null;
        var (owner, group, other) = (_owner, _group, _other);
        ushort? mask = null;
        var named = new List<Entry>();
        for (var rest = bytes[HeaderLength..]; rest.Length >= EntryLength; rest = rest[EntryLength..])
        {
            var permissions = BinaryPrimitives.ReadUInt16LittleEndian(rest[sizeof(ushort)..]);
            var tag = (Tag)BinaryPrimitives.ReadUInt16LittleEndian(rest);
            switch (tag)
            {
                case Tag.Owner:
                    owner = permissions;
                    break;
                case Tag.OwningGroup:
                    group = permissions;
                    break;
                case Tag.Mask:
                    mask = permissions;
                    break;
                case Tag.Other:
                    other = permissions;
                    break;
                default:
                    named.Add(new Entry(tag, permissions, BinaryPrimitives.ReadUInt32LittleEndian(rest[(2 * sizeof(ushort))..])));
                    break;
            }
        }

        return new AccessList(UserId, GroupId, _special, owner, group, other, mask, named);
    }

    private byte[] ToBytes()
    {
        const uint NoId = uint.MaxValue;
        Entry[] entries =
        [
            new(Tag.Owner, _owner, NoId),
            .. _named.Where(entry => entry.Tag == Tag.User),
            new(Tag.OwningGroup, _group, NoId),
            .. _named.Where(entry => entry.Tag == Tag.Group),
            new(Tag.Mask, _mask ?? _group, NoId),
            new(Tag.Other, _other, NoId),
        ];
        var bytes = new byte[HeaderLength + (entries.Length * EntryLength)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Version);
        var rest = bytes.AsSpan(HeaderLength);
        foreach (var (tag, permissions, id) in entries)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)tag);
            BinaryPrimitives.WriteUInt16LittleEndian(rest[sizeof(ushort)..], permissions);
            BinaryPrimitives.WriteUInt32LittleEndian(rest[(2 * sizeof(ushort))..], id);
            rest = rest[EntryLength..];
        }

        return bytes;
    }
}
