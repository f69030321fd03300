namespace MapKit.Tests.Peers;

/// <summary>
/// Programs of other mail systems, which cannot be installed beside Postfix, and Postfix's samples: unpacked from their packages
/// into the folder that MAPKIT_FOREIGN_TOOLS names (see .ci/run).
/// </summary>
public static class ForeignTools
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("MAPKIT_FOREIGN_TOOLS");

    /// <summary>sendmail's makemap.</summary>
    public static string Makemap => Path.Combine(Folder ?? "", "usr/libexec/sendmail/makemap");

    /// <summary>exim's exim_dbmbuild.</summary>
    public static string EximDbmbuild => Path.Combine(Folder ?? "", "usr/sbin/exim_dbmbuild");

    /// <summary>The sample tables of Debian's postfix-doc.</summary>
    public static string PostfixExamples => Path.Combine(Folder ?? "/", "usr/share/doc/postfix/examples");

    /// <summary>As <see cref="ReasonToSkip"/>, for <see cref="PostfixExamples"/>, which may also be installed.</summary>
    public static string? ReasonToSkipExamples =>
        Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1" || Directory.Exists(PostfixExamples) ? null : "postfix-doc is not installed";

    /// <summary>Null to run; as for other tools, CI runs the test and fails where they are missing.</summary>
    public static string? ReasonToSkip =>
        Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1" || Folder is not null ? null : "MAPKIT_FOREIGN_TOOLS is not set";
}
