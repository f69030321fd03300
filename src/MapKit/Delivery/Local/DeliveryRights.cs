using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Delivery.Local;

/// <summary>
/// With whose rights local(8) reads the files that an alias includes: those of the owner of the alias map; where that is root those of the
/// owner of the included file.
/// </summary>
internal static class DeliveryRights
{
    private static readonly SystemAccounts Accounts = new();

    /// <summary>The user with whose rights a file is read.</summary>
    /// <param name="owner">The owner of the alias map, or of the file that includes this one; 0 for root, and where there is no map.</param>
    /// <param name="path">The file, one character a byte.</param>
    public static uint UserFor(uint owner, string path) =>
        owner == 0 && LibC.IsSupported && !path.Contains('\0', StringComparison.Ordinal) ? FileStatus.TryAt(ByteText.ToText(path))?.UserId ?? 0 : owner;

    /// <summary>The rights of a user. They are never more than those of this process.</summary>
    /// <returns>Null where this host has no such user, so that local(8) defers the mail.</returns>
    public static FileSystemIdentity? Find(uint user)
    {
        if (user == 0 || !LibC.IsSupported) return FileSystemIdentity.Own;
        return Accounts.UserName(user) is { } name && Accounts.FindUser(name) is { } account ? FileSystemIdentity.OfUser(account.UserId, account.GroupId) : null;
    }
}
