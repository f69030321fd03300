using MapKit.Diagnostics;

namespace MapKit.Linting.ServerSni;

/// <summary>
/// Checks the keys and certificates of one entry in the order in which Postfix loads them: a key, its certificate, the issuers of that; then
/// perhaps another key (docs/formats/table-formats.md#server-names).
/// </summary>
/// <param name="report">Takes a rule, the number of the file from 0, a message and what to do.</param>
/// <param name="now">The time.</param>
internal sealed class KeyChain(Action<DiagnosticRule, int, string, string> report, DateTimeOffset now)
{
    private PemObject? _key;
    private int _keyFile;
    private bool _hasCertificate;
    private bool _isStopped;

    /// <summary>Takes the next object.</summary>
    /// <param name="pem">The object.</param>
    /// <param name="file">The number of its file.</param>
    public void See(PemObject pem, int file)
    {
        if (_isStopped) return;
        if (pem.IsKey) SeeKey(pem, file);
        else if (pem.IsCertificate) SeeCertificate(pem, file);
    }

    /// <summary>Reports what is missing at the end.</summary>
    public void End()
    {
        if (_isStopped || (_key is not null && _hasCertificate)) return;
        Stop(
            Rules.IncompleteKeyChain,
            _key is null ? 0 : _keyFile,
            _key is null ? "the files have no key that Postfix reads" : "no certificate follows the key",
            "name the file with the key, then the file with its certificate and those of its issuers");
    }

    private void SeeKey(PemObject pem, int file)
    {
        if (_key is not null && !_hasCertificate)
        {
            Stop(Rules.IncompleteKeyChain, file, "a key follows a key without a certificate between them", "name each key before its certificates");
            return;
        }

        (_key, _keyFile, _hasCertificate) = (pem, file, false);
    }

    private void SeeCertificate(PemObject pem, int file)
    {
        if (_key is null)
        {
            Stop(Rules.KeyNotFirst, file, "a certificate comes before the key", "name the file with the key first, then the file with its certificate");
            return;
        }

        if (PublicKey.OfCertificate(pem) is { } certificate)
        {
            if (!_hasCertificate && certificate.Key is { } expected && PublicKey.OfPrivate(_key) is { } own && !own.Matches(expected))
                Stop(Rules.KeyMismatch, file, "the key is not the key of this certificate", "name the certificate of the key, and after it those of its issuers");
            else ReportTime(certificate.NotBefore, certificate.NotAfter, file);
        }

        _hasCertificate = true;
    }

    private void ReportTime(DateTimeOffset notBefore, DateTimeOffset notAfter, int file)
    {
        var what = _hasCertificate ? "the certificate of an issuer" : "the certificate";
        if (notAfter < now) report(Rules.ExpiredCertificate, file, $"{what} has expired on {notAfter.UtcDateTime:yyyy-MM-dd}; clients that verify it end the connection", "renew the certificate");
        else if (notBefore > now) report(Rules.ExpiredCertificate, file, $"{what} is valid only from {notBefore.UtcDateTime:yyyy-MM-dd}; clients that verify it end the connection", "use a certificate that is valid now");
    }

    private void Stop(DiagnosticRule rule, int file, string message, string help)
    {
        _isStopped = true;
        report(rule, file, $"{message}; Postfix logs \"error loading private keys and certificates\" and ends the TLS handshake", help);
    }
}
