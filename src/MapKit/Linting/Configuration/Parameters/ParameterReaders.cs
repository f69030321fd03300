using MapKit.Configuration;
using MapKit.Configuration.Parameters;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>Which programs of a configuration read a setting.</summary>
/// <param name="configuration">The configuration.</param>
internal sealed class ParameterReaders(PostfixConfiguration configuration)
{
    /// <summary>The programs that use TLS.</summary>
    private static readonly string[] UsersOfTls = ["smtp", "lmtp", "smtpd", "tlsproxy", "postscreen", "tlsmgr"];

    /// <summary>Whether a program reads a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="program">The program, such as <c>smtpd</c>.</param>
    public static bool Reads(Parameter parameter, string program) =>
        parameter.IsReadByEveryProgram || parameter.Programs.Contains(program) || (parameter.Programs.Contains(Parameter.TlsPrograms) && UsersOfTls.Contains(program));

    /// <summary>The readers of a setting of main.cf, or of an option of a service: each with the service by whose options it sees other values.</summary>
    /// <param name="setting">The setting that is in force.</param>
    /// <param name="parameter">Its parameter.</param>
    /// <param name="service">The service whose option it is, or null.</param>
    public IReadOnlyList<(string Program, MasterService? Service)> Find(Setting setting, Parameter parameter, MasterService? service)
    {
        if (service is not null) return Reads(parameter, service.ProcessName) ? [(service.ProcessName, service)] : [];
        if (parameter.IsReadByEveryProgram) return [(Parameter.EveryProgram, null)];
        var commands = parameter.Programs.Where(ProgramFailure.IsCommand).Select(program => (program, (MasterService?)null));
        if (configuration.Master is null) return [.. parameter.Programs.Select(program => (program, (MasterService?)null))];
        var services = configuration.Services
            .Where(candidate => Reads(parameter, candidate.ProcessName) && !candidate.Overrides.Any(other => other.RawName == setting.RawName))
            .Select(candidate => (candidate.ProcessName, (MasterService?)candidate));
        return [.. services, .. commands];
    }
}
