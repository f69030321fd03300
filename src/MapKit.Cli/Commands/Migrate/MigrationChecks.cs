using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Lookup;
using MapKit.Native.RegularExpressions;
using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Proof;
using MapKit.Platform;

namespace MapKit.Cli.Commands.Migrate;

/// <summary>The checks of a migration.</summary>
internal static class MigrationChecks
{
    /// <summary>Creates them.</summary>
    public static IReadOnlyList<IMigrationCheck> Create(ParseResult arguments, MigrationOptions options, CommandEnvironment environment)
    {
        var checks = new List<IMigrationCheck> { new ValueCheck() };
        var addresses = arguments.GetValue(MigrateOptions.Addresses) is { } file ? Read(file) : null;

        // The tables of another system have paths of that system.
        if (options.Root is null) checks.Add(new AnswerCheck(addresses, configuration => OptionsFor(configuration, environment)));
        else if (addresses is not null) throw new FormatException("--addresses: explain opens the tables of this system, not those below --root");
        if (options.Root is null && PostfixPrograms.Find(PostfixPrograms.Postconf, environment) is { } postconf)
            checks.Add(new InstalledPostfixCheck(postconf, Environment.IsPrivilegedProcess ? PostfixPrograms.Find("postfix", environment) : null, options.Cancellation));
        return checks;
    }

    private static string[] Read(string file)
    {
        string[] addresses = [.. WholeFile.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
        return addresses.Length > 0 ? addresses : throw new FormatException($"--addresses {file}: contains no address");
    }

    private static ExplainOptions OptionsFor(PostfixConfiguration configuration, CommandEnvironment environment) => new()
    {
        Lookup = LookupOptions.From(configuration) with
        {
            Regexp = PosixRegularExpressions.Find,
            Pcre = Pcre2RegularExpressions.Find,
            EnvironmentVariable = environment.Variable,
        },
    };
}
