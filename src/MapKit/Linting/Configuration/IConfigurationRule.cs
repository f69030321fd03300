namespace MapKit.Linting.Configuration;

/// <summary>A rule about main.cf and master.cf. It runs once, after all tables have been read.</summary>
internal interface IConfigurationRule
{
    /// <summary>Reports the findings, to the system.</summary>
    /// <param name="system">The configuration.</param>
    void Check(MailSystem system);
}
