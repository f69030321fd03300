using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>
/// The permissions of a file: of its owner, its group, all others, and the users and groups in its access control list
/// (acl(5)). If there is such a list, the group bits of the mode are the list's mask, not the group's permissions.
/// </summary>
internal sealed partial class AccessList
{
    /// <summary>The attribute with the list.</summary>
    public const string Attribute = "system.posix_acl_access";

    private const int Version = 2;
    private const int HeaderLength = sizeof(uint);
    private const int EntryLength = 8;
    private const int LongestList = 1 << 16;
    private const int OwnerShift = 6;
    private const int GroupShift = 3;
    private const ushort All = 7;
    private const ushort SpecialBits = 0xe00;

    private readonly int _special;
    private readonly ushort _owner;
    private readonly ushort _group;
    private readonly ushort _other;
    private readonly ushort? _mask;
    private readonly IReadOnlyList<Entry> _named;

    private AccessList(uint userId, uint groupId, int special, ushort owner, ushort group, ushort other, ushort? mask, IReadOnlyList<Entry> named)
    {
        UserId = userId;
        GroupId = groupId;
        _special = special;
        _owner = owner;
        _group = group;
        _other = other;
        _mask = mask;
        _named = named;
    }

    private enum Tag : ushort
    {
        Owner = 0x01,
        User = 0x02,
        OwningGroup = 0x04,
        Group = 0x08,
        Mask = 0x10,
        Other = 0x20,
    }

    /// <summary>The owner.</summary>
    public uint UserId { get; }

    /// <summary>The owning group.</summary>
    public uint GroupId { get; }

    /// <summary>Whether there are more permissions than a mode contains.</summary>
    public bool IsExtended => _mask is not null;

    /// <summary>Whether every user may read the file.</summary>
    public bool IsForAll => (_other & Bits(UnixFileMode.OtherRead, 0)) != 0;

    /// <summary>The mode of a file with this list: its group bits are the mask, if there is one.</summary>
    public UnixFileMode Mode => ToMode(_mask ?? _group);

    /// <summary>The permissions of a file without a list, from its mode.</summary>
    public static AccessList FromMode(UnixFileMode mode, uint userId, uint groupId) => new(
        userId, groupId, (int)mode & SpecialBits, Bits(mode, OwnerShift), Bits(mode, GroupShift), Bits(mode, 0), null, []);

    /// <summary>The permissions of an open file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="status">Its status.</param>
    public static AccessList Read(SafeFileHandle file, in FileStatus status)
    {
        var plain = FromMode(status.Mode, status.UserId, status.GroupId);
        return LibC.IsSupported && ReadBytes(file) is { } bytes && plain.TryParse(bytes) is { } list ? list : plain;
    }

    /// <summary>The same for a file of another owner and group.</summary>
    public AccessList OwnedBy(uint userId, uint groupId) => new(userId, groupId, _special, _owner, _group, _other, _mask, _named);

    /// <summary>The same with the owner's permissions of a mode.</summary>
    public AccessList WithOwner(UnixFileMode mode) => new(UserId, GroupId, _special, Bits(mode, OwnerShift), _group, _other, _mask, _named);

    /// <summary>The same, limited to a mode; its three parts apply to the owner, to the group and all named users, and to others.</summary>
    public AccessList Only(UnixFileMode mode)
    {
        var group = Bits(mode, GroupShift);
        return new(
            UserId, GroupId, 0, (ushort)(_owner & Bits(mode, OwnerShift)), (ushort)(_group & group), (ushort)(_other & Bits(mode, 0)), (ushort?)(_mask & group), [.. _named.Select(entry => entry.Only(group))]);
    }

    /// <summary>The same without named users, for a file that cannot have a list: the group gets no additional permissions.</summary>
    public AccessList WithoutNames() => new(UserId, GroupId, _special, _owner, Unmasked(_group), _other, null, []);

    /// <summary>The same with the group limited to the permissions of others, for a file whose group could not be kept.</summary>
    public AccessList WithGroupAsOthers() => new(UserId, GroupId, _special, _owner, (ushort)(_group & _other), _other, _mask, _named);

    /// <summary>Removes the permissions of users other than the owner that another file does not grant.</summary>
    /// <param name="allowed">The other file.</param>
    public AccessList NoWiderThan(AccessList allowed)
    {
        // Permissions that the mask already removes may be kept.
        var masked = (ushort)(All & ~(_mask ?? All));
        var group = (ushort)(_group & (allowed.ForGroup(GroupId) | masked));
        var other = (ushort)(_other & allowed._other);
        Entry[] named = [.. _named.Select(entry => entry.Only((ushort)((entry.Tag == Tag.User ? allowed.ForUser(entry.Id) : allowed.ForGroup(entry.Id)) | masked)))];
        if (group == _group && other == _other && named.SequenceEqual(_named)) return this;
        var mask = (ushort?)(_mask & named.Aggregate(group, (all, entry) => (ushort)(all | entry.Permissions)));
        return new(UserId, GroupId, _special, _owner, group, other, mask, named);
    }

    /// <summary>Whether the permissions are the same, independent of the owners.</summary>
    public bool HasSamePermissions(AccessList other) =>
        _owner == other._owner && _group == other._group && _other == other._other && _mask == other._mask && _named.SequenceEqual(other._named);

    /// <summary>Sets this list and mode on an open file.</summary>
    /// <param name="file">The file. It may have inherited a list from its folder.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <returns>Whether the list was set. If not, named users have no permissions, and the group no additional ones.</returns>
    /// <exception cref="IOException">The mode cannot be set.</exception>
    /// <exception cref="UnauthorizedAccessException">Only the owner may set it.</exception>
    public bool TryApply(SafeFileHandle file, string path)
    {
        if (!LibC.IsSupported)
        {
            FilePermissions.Set(file, Mode, path);
            return true;
        }

        if (IsExtended)
        {
            var bytes = ToBytes();
            if (LibC.SetAttribute(file, Attribute, bytes, bytes.Length, 0) == 0)
            {
                FilePermissions.Set(file, Mode, path);
                return true;
            }
        }

        var plain = WithoutNames();
        var isRemoved = LibC.RemoveAttribute(file, Attribute) == 0 || LibC.Error is LibC.NoAttribute or LibC.NotSupported;

        // A remaining list would turn the group bits into a mask, and grant access to its named users.
        FilePermissions.Set(file, isRemoved ? plain.Mode : plain.ToMode(0), path);
        return isRemoved && !IsExtended;
    }

    private ushort ForUser(uint id) => id == UserId ? _owner : Find(Tag.User, id) ?? _other;

    private ushort ForGroup(uint id) => id == GroupId ? Unmasked(_group) : Find(Tag.Group, id) ?? _other;

    private ushort? Find(Tag tag, uint id)
    {
        foreach (var entry in _named)
        {
            if (entry.Tag == tag && entry.Id == id) return Unmasked(entry.Permissions);
        }

        return null;
    }

    private ushort Unmasked(ushort permissions) => (ushort)(permissions & (_mask ?? All));

    private UnixFileMode ToMode(ushort group) => (UnixFileMode)(_special | (_owner << OwnerShift) | (group << GroupShift) | _other);

    private static ushort Bits(UnixFileMode mode, int shift) => (ushort)(((int)mode >> shift) & All);

    private readonly record struct Entry(Tag Tag, ushort Permissions, uint Id)
    {
        public Entry Only(ushort permissions) => this with { Permissions = (ushort)(Permissions & permissions) };
    }
}
