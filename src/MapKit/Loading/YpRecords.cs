using System.Globalization;
using System.Text;

namespace MapKit.Loading;

/// <summary>The values of the two NIS records of an alias map (docs/formats/aliases.md#records-added-by-postalias).</summary>
/// <param name="LastModified">The time, stored as ten digits of Unix time.</param>
/// <param name="MasterName">The host name, in Postfix <c>$myhostname</c>.</param>
internal sealed record YpRecords(DateTimeOffset LastModified, string MasterName)
{
    /// <summary>The records as they are stored, always without NUL.</summary>
    internal IEnumerable<(byte[] Key, byte[] Value)> Stored =>
    [
        (AliasMarks.YpTime.ToArray(), Encoding.ASCII.GetBytes(LastModified.ToUnixTimeSeconds().ToString("D10", CultureInfo.InvariantCulture))),
        (AliasMarks.YpHost.ToArray(), Encoding.UTF8.GetBytes(MasterName)),
    ];
}
