using MapKit.Diagnostics;
using MapKit.Platform;

namespace MapKit.Linting.Configuration;

/// <summary>Tables that daemons read once, when they start, and that were edited since Postfix was started or reloaded.</summary>
internal sealed class ReloadRule : IConfigurationRule
{
    private static readonly string[] ReadAtStart = ["texthash", "regexp", "pcre", "cidr"];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new ReloadRule(), Rules.ReloadNeeded);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var table in system.Tables.Tables.Where(table => Array.IndexOf(ReadAtStart, table.Type) >= 0 && FilePresence.FileExists(table.Name)))
        {
            if (system.StartOfDaemons is not { } start || FilePresence.LastWriteTimeUtc(table.Name) <= start) continue;
            var use = table.Uses[0];
            system.Report(
                Rules.ReloadNeeded,
                use,
                $"{table.Name} was edited after Postfix was started; daemons read a table of type {table.Type} only when they start, so that some still use the old text",
                $"postfix -c {ShellWord.Quote(system.Configuration.Main.Directory)} reload");
        }
    }
}
