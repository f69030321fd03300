using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting.ServerSni;

/// <summary>The files of tables of server names: order, keys of other certificates, times, and what is not known.</summary>
public sealed class ServerSniRuleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ServerSniRuleTests()
    {
        using var rsa = RSA.Create(2048);
        using var otherRsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var otherCurve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _folder.Write("rsa.key", rsa.ExportPkcs8PrivateKeyPem());
        _folder.Write("rsa1.key", rsa.ExportRSAPrivateKeyPem());
        _folder.Write("ec.key", curve.ExportECPrivateKeyPem());
        _folder.Write("ec8.key", curve.ExportPkcs8PrivateKeyPem());
        _folder.Write("encrypted.key", rsa.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)));
        _folder.Write("strange.key", "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n");
        _folder.Write("rsa.pem", CertificateOf(new CertificateRequest("CN=rsa", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), 1));
        _folder.Write("old.pem", CertificateOf(new CertificateRequest("CN=old", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), -1));
        _folder.Write("other.pem", CertificateOf(new CertificateRequest("CN=other", otherRsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), 1));
        _folder.Write("ec.pem", CertificateOf(new CertificateRequest("CN=ec", curve, HashAlgorithmName.SHA256), 1));
        _folder.Write("otherec.pem", CertificateOf(new CertificateRequest("CN=otherec", otherCurve, HashAlgorithmName.SHA256), 1));
        _folder.Write("both.pem", File.ReadAllText(_folder.File("rsa.key")) + "\n" + File.ReadAllText(_folder.File("rsa.pem")));
        _folder.Write("empty.pem", "\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rsa.key rsa.pem", "")]
    [InlineData("rsa1.key, rsa.pem other.pem", "")] // an issuer has another key
    [InlineData("ec.key ec.pem", "")]
    [InlineData("ec8.key ec.pem rsa.key rsa.pem", "")]
    [InlineData("both.pem", "")]
    [InlineData("encrypted.key other.pem", "")] // nothing is known of it
    [InlineData("strange.key other.pem", "")]
    [InlineData("rsa.pem rsa.key", "MK2956 file 1")]
    [InlineData("rsa.key other.pem", "MK2957 file 2")]
    [InlineData("ec.key otherec.pem", "MK2957 file 2")]
    [InlineData("rsa.key ec.pem", "MK2957 file 2")]
    [InlineData("rsa.key", "MK2958 file 1")]
    [InlineData("empty.pem", "MK2958 file 1")]
    [InlineData("rsa.key ec.key ec.pem", "MK2958 file 2")]
    [InlineData("rsa.key rsa.pem ec.key", "MK2958 file 3")]
    [InlineData("rsa.key old.pem", "MK2959 file 2")]
    [InlineData("rsa.key rsa.pem old.pem", "MK2959 file 3")]
    [InlineData("rsa.key gone.pem", "MK2955 file 2")]
    public void The_files_are_checked_in_their_order(string files, string finding)
    {
        var value = string.Join(' ', files.Split(' ').Select(file => _folder.File(file.TrimEnd(',')) + (file.EndsWith(',') ? "," : "")));
        var findings = Linted.Findings($"mail.example.com {value}\n", "server_sni");
        if (finding.Length == 0)
        {
            Assert.Empty(findings);
            return;
        }

        var found = Assert.Single(findings);
        var column = 18 + string.Join(' ', value.Split(' ').Take(finding[^1] - '1')).Length + (finding[^1] == '1' ? 0 : 1);
        Assert.StartsWith($"1:{column}: ", found, StringComparison.Ordinal);
        Assert.Contains(finding[..6], found, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, found, StringComparison.Ordinal);
        Assert.DoesNotContain("MII", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*.example.com", "MK2001")]
    [InlineData("/example/", "MK2002")]
    [InlineData("joe@example.com", "MK2003")]
    [InlineData(".example.com", null)]
    [InlineData("mail.example.com", null)]
    public void A_name_is_checked(string key, string? code) =>
        Assert.Equal(code, MapKit.Tables.TableFormat.ServerSni.Check(key, "/etc/key.pem").Select(problem => problem.Rule.Code).SingleOrDefault());

    private static string CertificateOf(CertificateRequest request, int days)
    {
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(days));
        return certificate.ExportCertificatePem() + "\n";
    }
}
