namespace MapKit.Diagnostics;

/// <content>MK2955 to MK2959: the files of <c>tls_server_sni_maps</c>.</content>
public static partial class Rules
{
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
