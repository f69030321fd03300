using MapKit.Tables.Addresses;

namespace MapKit.Tables.Generic;

/// <summary>The value of a generic entry (postfix-tables 5.3).</summary>
/// <param name="Address">The address that replaces the whole one; the null address has an empty local part. Null for <c>@domain</c>.</param>
/// <param name="Domain">For <c>@domain</c>: the domain that replaces that of the address, whose local part stays. Otherwise null.</param>
public sealed record GenericResult(MailAddress? Address, string? Domain);
