using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Linting.Configuration.Services;

/// <summary>Tables with <c>proxy:</c> that <c>proxy_read_maps</c> does not have.</summary>
internal sealed class ProxyTableRule : IConfigurationRule
{
    private const string Approved = "proxy_read_maps";
    private const string Proxy = "proxy";

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new ProxyTableRule(), Rules.UnapprovedProxyTable);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        HashSet<string>? approved = null;
        foreach (var table in system.Tables.Tables.Where(table => !table.Role.IsCache))
        {
            foreach (var use in table.Uses.Where(use => use.Place is not null && use.Through is [Proxy]).DistinctBy(use => (use.Path, use.Place)))
            {
                approved ??= system.ValueOrNull(Approved, null) is { } value ? [.. value.Words().Select(word => ByteText.ToText(word.Text))] : [];
                if (approved.Contains($"{Proxy}:{table.Type}:{table.Name}")) continue;
                system.Report(
                    Rules.UnapprovedProxyTable, use, $"{Approved} does not have this table of {use.Parameter}; proxymap(8) refuses it (\"request for unapproved table\"), each lookup fails temporarily, and the mail is deferred",
                    $"add ${use.WrittenIn} to {Approved}");
            }
        }
    }
}
