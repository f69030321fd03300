using MapKit.Configuration.References;
using MapKit.Diagnostics;

namespace MapKit.Linting.Configuration;

/// <summary>Tables of a type that does not fit their use, so that nothing in them is ever found, or they cannot be written.</summary>
internal sealed class TableUseRule : IConfigurationRule
{
    private static readonly string[] Exact = ["hash", "btree", "lmdb", "cdb", "dbm", "sdbm", "texthash"];

    /// <summary>The types that newaliases builds.</summary>
    private static readonly string[] Built = ["hash", "btree", "lmdb", "cdb", "dbm", "sdbm"];

    /// <summary>The types in which Postfix cannot change single records.</summary>
    private static readonly string[] ReadOnly = ["texthash", "regexp", "pcre", "cidr", "inline", "static", "unionmap", "pipemap", "randmap"];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new TableUseRule(), Rules.TypeDoesNotFit);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var table in system.Tables.Tables)
        {
            foreach (var use in table.Uses)
            {
                if (ProblemOf(system, table, use) is { } problem)
                    system.Report(Rules.TypeDoesNotFit, use, problem.Message, problem.Help, problem.Severity);
            }
        }
    }

    private static (string Message, string Help, Severity Severity)? ProblemOf(MailSystem system, TableReference table, TableUse use)
    {
        if (use.Parameter.EndsWith("_checks", StringComparison.Ordinal) && Array.IndexOf(Exact, table.Type) >= 0)
        {
            return (
                $"{use.Parameter} looks up whole lines of the message; a table of type {table.Type} finds only a line that equals its key, so that it matches nothing",
                $"write the rules as patterns, and name the file with regexp: or pcre:",
                Severity.Warning);
        }

        if (use.Parameter == "alias_database" && Array.IndexOf(Built, table.Type) < 0)
        {
            return (
                $"newaliases cannot build a table of type {table.Type}, and stops (\"unsupported dictionary type\")",
                $"name such a table only in alias_maps, and leave alias_database to the tables that newaliases builds (or set it empty)",
                Severity.Error);
        }

        if (use.Role.IsCache && Array.IndexOf(ReadOnly, table.Type) >= 0)
        {
            return (
                $"Postfix writes {use.Parameter}, and cannot change records of type {table.Type}: the daemon stops",
                $"write {use.Parameter} = {CacheType(system)}:$data_directory/{use.Parameter}",
                Severity.Error);
        }

        if (table.Type == "cidr" && LooksUpAddressesOrDomains(use))
        {
            return (
                $"{use.Parameter} looks up mail addresses and domains, never network addresses; a cidr table matches nothing here",
                "use cidr: for clients (check_client_access) and networks, and a table of another type here",
                Severity.Warning);
        }

        return null;
    }

    private static string CacheType(MailSystem system) => system.ValueOf("default_cache_db_type") is { Length: > 0 } type ? type : system.SupportedTypes?.Contains("btree") == false ? "lmdb" : "btree";

    private static bool LooksUpAddressesOrDomains(TableUse use) =>
        use.Role.Format is { Name: "transport" or "virtual" or "canonical" or "generic" or "relocated" or "aliases" or "sender_relay" or "sender_transport" };
}
