using MapKit.Diagnostics;
using MapKit.Postfix;

namespace MapKit.Linting.Configuration;

/// <summary>Tables of a type that the installed Postfix does not have, with the package that provides it.</summary>
internal sealed class TableTypeRule : IConfigurationRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new TableTypeRule(), Rules.TypeNotInstalled);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        if (system.SupportedTypes is not { } supported) return;
        foreach (var table in system.Tables.Tables.Where(table => TableTypes.IsKnown(table.Type) && !supported.Contains(table.Type) && !system.IsRedirected(table)))
        {
            foreach (var use in table.Uses.Where(use => use.Place is not null).DistinctBy(use => (use.Path, use.Place)))
            {
                system.Report(
                    Rules.TypeNotInstalled,
                    use,
                    $"the installed Postfix cannot open tables of type {table.Type} ({use.Parameter}); each lookup fails temporarily, and the mail is deferred",
                    TableTypes.PackageOf(table.Type) is { } package
                        ? $"install the package that provides it: {package}; or name a type that `postconf -m` lists"
                        : "name a type that `postconf -m` lists, and compile the table to it");
            }
        }
    }
}
