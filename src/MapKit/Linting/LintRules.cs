using MapKit.Linting.AcrossTables;
using MapKit.Linting.Allowances;
using MapKit.Linting.Configuration;
using MapKit.Linting.Configuration.Parameters;
using MapKit.Linting.Configuration.Services;
using MapKit.Linting.Entries;
using MapKit.Linting.Lines;
using MapKit.Linting.Patterns;
using MapKit.Linting.Records;
using MapKit.Linting.ServerSni;
using MapKit.Linting.Sources;
using MapKit.Tables;

namespace MapKit.Linting;

/// <summary>The list of all lint rules. A new rule is a type with a declaration, a row in the catalogue, and a line here.</summary>
internal static class LintRules
{
    /// <summary>Every rule.</summary>
    public static IReadOnlyList<LintRule> All { get; } =
    [
        SecretFileRule.Declaration,
        WrongSyntaxRule.Declaration,
        BracketedAddressRule.Declaration,
        TlsVersionRule.Declaration,
        GuessRule.Declaration,
        ByteOrderMarkRule.Declaration,
        NonAsciiWhitespaceRule.Declaration,
        CarriageReturnRule.Declaration,
        ContinuationRule.Declaration,
        PatternLineRule.Declaration,
        UpperCaseKeyRule.Declaration,
        DuplicateKeyRule.Declaration,
        SubdomainRule.Declaration,
        GenericChainRule.Declaration,
        RewritingLoopRule.Declaration,
        AliasLoopRule.Declaration,
        MissingIncludeRule.Declaration,
        UnreachablePatternRule.Declaration,
        NamedValuesRule.Declaration,
        UnusedAllowRule.Declaration,
        CredentialsRule.Declaration,
        AliasTablesRule.Declaration,
        UnknownTransportRule.Declaration,
        AliasTargetsRule.Declaration,
        ParentDomainRule.Declaration,
        RestrictionClassRule.Declaration,
        AddressClassRule.Declaration,
        CatchAllRule.Declaration,
        HiddenLoginRule.Declaration,
        TransportOverrideRule.Declaration,
        RestrictionOrderRule.Declaration,
        OpenRelayRule.Declaration,
        TableWordRule.Declaration,
        TableTypeRule.Declaration,
        TableFileRule.Declaration,
        TableUseRule.Declaration,
        ReloadRule.Declaration,
        RestrictionListRule.Declaration,
        SaslRestrictionRule.Declaration,
        MatchListRule.Declaration,
        MailboxSlashRule.Declaration,
        ServerSniRule.Declaration,
        RegexpDialectRule.Declaration,
        MailboxRule.Declaration,
        DefaultRblReplyRule.Declaration,
        ParameterNameRule.Declaration,
        ParameterValueRule.Declaration,
        MailboxLimitRule.Declaration,
        ContinuedSettingRule.Declaration,
        ProgramRule.Declaration,
        ServiceArgumentRule.Declaration,
        VirtualDeliveryRule.Declaration,
        RelayRecipientRule.Declaration,
        ProxyTableRule.Declaration,
        RequiredServiceRule.Declaration,
        RouteParameterRule.Declaration,
        ServerAddressRule.Declaration,
        TlsFileRule.Declaration,
        WithoutEffectRule.Declaration,
    ];

    /// <summary>Creates the rules of a stage that apply to a table.</summary>
    /// <typeparam name="TStage">The stage, such as <see cref="ILineRule"/>.</typeparam>
    /// <param name="table">The table.</param>
    public static IReadOnlyList<TStage> Create<TStage>(LintContext table)
    {
        // A loop, because every compile of a small table runs this, and the first use of a query over a generic type takes as long as the rest of it.
        var rules = new List<TStage>();
        foreach (var rule in All)
        {
            if (rule is LintRule<TStage> ofStage && ofStage.AppliesTo.Includes(table)) rules.Add(ofStage.Create(table));
        }

        return rules;
    }

    /// <summary>Whether the findings of compiling a table depend on more than its text.</summary>
    /// <param name="format">The table's format.</param>
    public static bool LookOutside(TableFormat format) => All.Any(rule => rule.AppliesTo is { LooksOutside: true, WhenCompiling: true } && rule.AppliesTo.HasFormat(format));

    /// <summary>Creates the rules about main.cf and master.cf.</summary>
    public static IReadOnlyList<IConfigurationRule> CreateForConfiguration() => [.. All.OfType<ConfigurationLintRule>().Select(rule => rule.Create())];

    /// <summary>Creates the rules about several tables that may report something if there is only one, and no configuration.</summary>
    public static IReadOnlyList<ICrossTableRule> CreateForOneTable() =>
        CreateAcrossTables(system: null, rule => rule.AlsoForOneTable || TableFormat.All.Any(format => rule.MayApply([format])));

    /// <summary>Creates the rules about several tables.</summary>
    /// <param name="system">The configuration, or null if none is given.</param>
    /// <param name="formats">The formats of all tables, or null if unknown.</param>
    public static IReadOnlyList<ICrossTableRule> CreateAcrossTables(MailSystem? system = null, IReadOnlyList<TableFormat>? formats = null) =>
        CreateAcrossTables(system, rule => formats is null || rule.MayApply(formats));

    private static IReadOnlyList<ICrossTableRule> CreateAcrossTables(MailSystem? system, Func<CrossTableLintRule, bool> mayApply) =>
        [.. All.OfType<CrossTableLintRule>().Where(rule => (system is not null || !rule.NeedsConfiguration) && mayApply(rule)).Select(rule => rule.Create(system))];
}
