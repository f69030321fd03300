using MapKit.Configuration;
using MapKit.Configuration.StartUp;
using MapKit.Diagnostics;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>The checks that every program of Postfix makes as it starts: the first that fails stops all of them.</summary>
internal static class StartUpCheck
{
    /// <summary>Reports the first error, unless its parameter has a finding.</summary>
    /// <param name="system">The configuration.</param>
    /// <param name="reported">The parameters with a finding about their value.</param>
    public static void Report(MailSystem system, IReadOnlySet<string> reported)
    {
        var configuration = system.Configuration.Main;
        try
        {
            // The warnings of these checks have been reported when the configuration was read.
            var silent = MainConfiguration.Read(configuration.Source, configuration.Directory, new MainConfigurationOptions { Version = configuration.Version });
            _ = new ToolParameterReader(silent, system.Accounts).Read();
        }
        catch (ConfigurationException exception)
        {
            var message = ConfigurationMessage.WithoutSecrets(exception.Detail ?? exception.Message);
            var words = WordsOf(exception.Message);
            var named = configuration.Settings.Where(setting => words.Contains(setting.Name)).MaxBy(setting => setting.Name.Length);
            if (named is not null && reported.Contains(named.Name)) return;
            system.Report(
                Rules.RefusedAtStart, named?.ValuePlace, $"{message}; no program of Postfix starts", named is null ? null : $"correct `{named.Name}`");
        }
    }

    private static HashSet<string> WordsOf(string message) =>
        [.. string.Concat(message.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : ' ')).Split(' ')];
}
