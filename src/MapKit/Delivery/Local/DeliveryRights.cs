using System.Globalization;
using MapKit.Platform;
using MapKit.Platform.Accounts;
using MapKit.Source;
using MapKit.Tables.Grammar;

namespace MapKit.Delivery.Local;

/// <summary>
/// The identity with which local(8) reads the files that an alias includes: the owner of the alias map; if that is root, the
/// owner of the included file.
/// </summary>
internal static class DeliveryRights
{
    private static readonly SystemAccounts Accounts = new();

    /// <summary>The user whose rights are used for reading a file.</summary>
    /// <param name="owner">The owner of the alias map, or of the file that includes this one; 0 for root, or if there is no map.</param>
    /// <param name="path">The file, one character per byte.</param>
    public static uint UserFor(uint owner, string path) =>
        owner == 0 && LibC.IsSupported && !FileRoot.IsForeign && !path.Contains('\0', StringComparison.Ordinal) ? FileStatus.TryAt(ByteText.ToText(path))?.UserId ?? 0 : owner;

    /// <summary>A user of this host.</summary>
    /// <param name="user">The number.</param>
    /// <returns>Null if there is none.</returns>
    public static Account? AccountOf(uint user) => LibC.IsSupported && !FileRoot.IsForeign && Accounts.UserName(user) is { } name ? AccountNamed(ByteText.FromText(name)) : null;

    /// <summary>A user of this host.</summary>
    /// <param name="name">The name, one character per byte.</param>
    /// <returns>Null if there is none.</returns>
    public static Account? AccountNamed(string name)
    {
        if (!LibC.IsSupported || FileRoot.IsForeign || name.Contains('\0', StringComparison.Ordinal) || SystemAccounts.LineOfUser(Latin1Text.Bytes(name)) is not { } line) return null;
        var fields = ByteText.FromBytes(line).Split(':');
        return new Account(uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture), fields[^2]);
    }

    /// <summary>The rights of a user, limited to those of this process.</summary>
    /// <returns>Null if this host has no such user, so that local(8) defers the mail.</returns>
    public static FileSystemIdentity? Find(uint user)
    {
        if (user == 0 || !LibC.IsSupported || FileRoot.IsForeign) return FileSystemIdentity.Own;
        return Accounts.UserName(user) is { } name && Accounts.FindUser(name) is { } account ? FileSystemIdentity.OfUser(account.UserId, account.GroupId) : null;
    }
}

/// <summary>A user of this host.</summary>
/// <param name="UserId">The number.</param>
/// <param name="GroupId">The number of the user's group.</param>
/// <param name="Home">The home directory, one character per byte.</param>
internal sealed record Account(uint UserId, uint GroupId, string Home);
