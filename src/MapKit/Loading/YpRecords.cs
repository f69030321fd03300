using System.Globalization;
using System.Text;

namespace MapKit.Loading;

/// <summary>What the two NIS records of an alias map say (docs/formats/aliases.md#records-added-by-postalias).</summary>
/// <param name="LastModified">The time, stored as ten digits of Unix time.</param>
/// <param name="MasterName">The host name, in Postfix <c>$myhostname</c>.</param>
internal sealed record YpRecords(DateTimeOffset LastModified, string MasterName)
{
    /// <summary>The records as they are stored, always without NUL.</summary>
    internal IEnumerable<(byte[] Key, byte[] Value)> Stored =>
    [
        ("YP_LAST_MODIFIED"u8.ToArray(), Encoding.ASCII.GetBytes(LastModified.ToUnixTimeSeconds().ToString("D10", CultureInfo.InvariantCulture))),
        ("YP_MASTER_NAME"u8.ToArray(), Encoding.UTF8.GetBytes(MasterName)),
    ];
}
