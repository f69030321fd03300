namespace MapKit.Diagnostics;

/// <content>MK2901 to MK2909: TLS policies.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule BadTlsLevel = new("MK2901", Severity.Error, "bad TLS security level")
    {
        Finds = "A TLS policy does not begin with a security level.",
        Effect = "The SMTP client logs `invalid security level`; Postfix defers the mail with `client TLS configuration problem`.",
        Example = "example.com strong",
        Remedy = "Write `none`, `may`, `encrypt`, `dane`, `dane-only`, `fingerprint`, `verify` or `secure`.",
    };

    internal static readonly DiagnosticRule MalformedTlsAttribute = new("MK2902", Severity.Error, "TLS attribute is not name=value")
    {
        Finds = "An attribute of a TLS policy is not `name=value`, often because a list was separated by commas or spaces.",
        Effect = "The SMTP client logs `malformed attribute/value pair`; Postfix defers the mail with `client TLS configuration problem`.",
        Example = "example.com encrypt protocols=!SSLv2, !SSLv3",
        Remedy = "Separate lists by colons, without spaces: `protocols=!SSLv2:!SSLv3`, `match=mx1.example.net:mx2.example.net`.",
    };

    internal static readonly DiagnosticRule UnknownTlsAttribute = new("MK2903", Severity.Error, "unknown TLS attribute")
    {
        Finds = "An attribute of a TLS policy has a name that Postfix does not know.",
        Effect = "The SMTP client logs `invalid attribute name`; Postfix defers the mail with `client TLS configuration problem`.",
        Example = "example.com secure matches=mx.example.com",
        Remedy = "Correct the name, or remove the attribute.",
    };

    internal static readonly DiagnosticRule BadTlsAttribute = new("MK2904", Severity.Error, "bad TLS attribute")
    {
        Finds = "An attribute of a TLS policy is empty, is written twice, is not allowed with the security level, or has a value that Postfix cannot use.",
        Effect = "The SMTP client logs a warning; Postfix defers the mail. With a bad cipher grade or protocol every TLS session is aborted.",
        Example = "example.com encrypt match=mx.example.com",
        Remedy = "Correct the value, or remove the attribute.",
    };

    internal static readonly DiagnosticRule TlsAttributeIgnored = new("MK2905", Severity.Warning, "TLS attribute without TLS")
    {
        Finds = "A TLS policy with level `none` has attributes.",
        Effect = "The SMTP client sends without TLS, logs `ignoring attribute` and ignores them.",
        Example = "example.com none ciphers=high",
        Remedy = "Remove the attributes, or write the level that they belong to.",
    };

    internal static readonly DiagnosticRule NewTlsAttribute = new("MK2906", Severity.Info, "TLS attribute of newer versions")
    {
        Finds = "A TLS policy has an attribute that not all versions of Postfix know.",
        Effect = "An older SMTP client logs `invalid attribute name` or `malformed attribute/value pair`; Postfix defers the mail.",
        Example = "example.com secure enable_rpk=yes",
        Remedy = "Use the attribute only with a version of Postfix that has it.",
    };

    internal static readonly DiagnosticRule MissingKeyFile = new("MK2955", Severity.Error, "file of a key or certificate is missing")
    {
        IsLint = true,
        Finds = "A value of `tls_server_sni_maps` names a file that does not exist.",
        Effect = "`postmap -F` reports it and ignores the entry.",
        Example = "mail.example.com /nonexistent/key.pem",
        Remedy = "Create the file, or correct its name.",
    };

    internal static readonly DiagnosticRule KeyNotFirst = new("MK2956", Severity.Error, "certificate before its key")
    {
        IsLint = true,
        Finds = "The first file of a value of `tls_server_sni_maps` has a certificate and no key before it.",
        Effect = "Postfix logs `key not first` and ends the TLS handshake of every client that requests the name.",
        Remedy = "Name the file with the key first, then the file with its certificate and those of its issuers.",
    };

    internal static readonly DiagnosticRule KeyMismatch = new("MK2957", Severity.Error, "key of another certificate")
    {
        IsLint = true,
        Finds = "The certificate after a key of `tls_server_sni_maps` has another key.",
        Effect = "Postfix logs that the key does not match the certificate, and ends the TLS handshake of every client that requests the name.",
        Remedy = "Name the certificate of the key directly after it, then those of its issuers.",
    };

    internal static readonly DiagnosticRule IncompleteKeyChain = new("MK2958", Severity.Error, "key or certificate is missing")
    {
        IsLint = true,
        Finds = "The files of a value of `tls_server_sni_maps` have no key, or a key without a certificate after it.",
        Effect = "Postfix logs `No certs for key` or `No PEM data`, and ends the TLS handshake of every client that requests the name.",
        Remedy = "Name the file with the key, then the file with its certificate and those of its issuers.",
    };

    internal static readonly DiagnosticRule ExpiredCertificate = new("MK2959", Severity.Warning, "certificate is not valid now")
    {
        IsLint = true,
        Finds = "A certificate of `tls_server_sni_maps` has expired, or is not valid yet.",
        Effect = "Postfix uses it. Clients that verify the server end the connection.",
        Remedy = "Renew the certificate, and compile the table again.",
    };
}
