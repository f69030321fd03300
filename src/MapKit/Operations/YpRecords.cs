namespace MapKit.Operations;

/// <summary>What the two NIS records of an alias map say (postfix-tables 3.2).</summary>
/// <param name="LastModified">The time, stored as ten digits of Unix time.</param>
/// <param name="MasterName">The host name, in Postfix <c>$myhostname</c>.</param>
public sealed record YpRecords(DateTimeOffset LastModified, string MasterName);
