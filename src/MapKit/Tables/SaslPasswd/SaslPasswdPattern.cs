using MapKit.Tables.Addresses;
using MapKit.Tables.Transport;

namespace MapKit.Tables.SaslPasswd;

/// <summary>The key of a sasl_passwd entry.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="Text">The key as written, which is what Postfix compares.</param>
/// <param name="Sender">The sender; null for other kinds.</param>
/// <param name="Destination">The destination; null for other kinds.</param>
public sealed record SaslPasswdPattern(SaslPasswdKeyKind Kind, string Text, MailAddress? Sender = null, NextHop? Destination = null);
