using MapKit.Delivery;
using MapKit.Delivery.Searching;
using MapKit.Lookup;
using MapKit.Native.RegularExpressions;
using MapKit.Operations.Explain;
using MapKit.Tables;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Tests.Operations.Explain;

/// <summary>What a program that uses the library has to write for an explanation.</summary>
public sealed class ExplainOperationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExplainOperationTests()
    {
        _folder.Write("transport", "example.net smtp:[relay.example.org]:587\n");
        _folder.Write("patterns", "/^(.*)@old\\.example$/ smtp:[$1.example.org]\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_and_an_address_are_enough_to_explain_a_delivery()
    {
        Configure("transport_maps = texthash:DIR/transport");

        var configuration = PostfixConfiguration.Load(_folder.Path);
        var explanation = ExplainOperation.Delivery(configuration, "user@example.net");

        Assert.Equal(ExplainOutcome.Found, explanation.Outcome);
        Assert.Equal(["smtp:[relay.example.org]:587"], explanation.Results);
    }

    [Fact]
    public void A_table_can_be_given_in_place_of_the_configuration_s()
    {
        Configure("");

        var options = new ExplainOptions { Tables = [$"source:{_folder.File("transport")}"] };
        var explanation = ExplainOperation.Address(PostfixConfiguration.Load(_folder.Path), TableFormat.Transport, "user@example.net", options);

        Assert.Equal(["smtp:[relay.example.org]:587"], explanation.Results);
    }

    [Fact]
    public void The_settings_of_main_cf_decide_how_tables_are_queried()
    {
        Configure("smtputf8_enable = no");

        var options = LookupOptions.From(PostfixConfiguration.Load(_folder.Path));

        Assert.False(options.Utf8);
        Assert.Equal(MapKit.Records.KeyFolding.Ascii, options.Folding);
    }

    [Fact]
    public void A_regexp_table_without_an_engine_makes_the_result_unknown_and_the_message_names_the_option()
    {
        Configure("transport_maps = regexp:DIR/patterns");

        var explanation = ExplainOperation.Address(PostfixConfiguration.Load(_folder.Path), TableFormat.Transport, "user@old.example");

        Assert.Equal(ExplainOutcome.Trouble, explanation.Outcome);
        var step = Assert.Single(explanation.Steps.Select(node => node.Search).OfType<Search>().Single(search => search.List == "transport_maps").Steps, step => step.Probe.Key == "user@old.example");
        Assert.Equal(SearchOutcome.Unanswerable, step.Outcome);
        Assert.Equal(
            "regexp: tables need a regular-expression engine: set LookupOptions.Regexp, for example to PosixRegularExpressions.Find of MapKit.Native", step.Reason);
    }

    [Fact]
    public void A_regexp_table_answers_with_the_engine_of_MapKit_Native()
    {
        if (PosixRegularExpressions.Find() is null) return;
        Configure("virtual_alias_maps = regexp:DIR/aliases");
        _folder.Write("aliases", "/^(.*)@old\\.example$/ $1@example.org\n");

        Assert.Equal((ExplainOutcome.Found, "user@example.org"), Explained(TableFormat.Virtual));
    }

    /// <summary>"regular expression substitution is not allowed: skipping this rule", says Postfix, and goes on as if the rule were not there.</summary>
    [Fact]
    public void A_rule_that_inserts_a_part_of_the_key_is_skipped_where_Postfix_forbids_it()
    {
        if (PosixRegularExpressions.Find() is null) return;
        Configure("transport_maps = regexp:DIR/patterns");
        Assert.Equal((ExplainOutcome.NotFound, "smtp:old.example"), Explained(TableFormat.Transport));

        _folder.Write("patterns", "/^(.*)@old\\.example$/ smtp:[$1.example.org]\n/@old\\.example$/ smtp:[relay.example.net]\n");
        Assert.Equal((ExplainOutcome.Found, "smtp:[relay.example.net]"), Explained(TableFormat.Transport));
    }

    private (ExplainOutcome Outcome, string Result) Explained(TableFormat format)
    {
        var configuration = PostfixConfiguration.Load(_folder.Path);
        var options = new ExplainOptions { Lookup = LookupOptions.From(configuration) with { Regexp = PosixRegularExpressions.Find } };
        var explanation = ExplainOperation.Address(configuration, format, "user@old.example", options);
        return (explanation.Outcome, explanation.Results[0]);
    }

    [Theory]
    [InlineData("regexp", "Regexp, for example to PosixRegularExpressions.Find")]
    [InlineData("pcre", "Pcre, for example to Pcre2RegularExpressions.Find")]
    public void Opening_a_table_of_expressions_without_an_engine_names_the_option(string type, string how)
    {
        var exception = Assert.Throws<LookupException>(() => LookupTypes.Open($"{type}:{_folder.File("patterns")}", new LookupOptions()));
        Assert.Equal($"{type}: tables need a regular-expression engine: set LookupOptions.{how} of MapKit.Native", exception.Message);
    }

    [Theory]
    [InlineData("regexp")]
    [InlineData("pcre")]
    public void A_system_without_the_engine_s_library_has_no_such_type(string type)
    {
        var options = new LookupOptions { Regexp = static () => null, Pcre = static () => null };
        var exception = Assert.Throws<LookupException>(() => LookupTypes.Open($"{type}:{_folder.File("patterns")}", options));
        Assert.Equal($"unsupported dictionary type: {type}", exception.Message);
    }

    [Theory]
    [InlineData("transport user@example.net -> smtp:[relay.example.org]:587", true)]
    [InlineData("transport user@example.net -> smtp:[other.example.org]", false)]
    [InlineData("delivery user@example.net from <> -> smtp:[relay.example.org]:587", true)]
    public void An_expectation_is_checked_against_its_own_explanation(string line, bool isMet)
    {
        Configure("transport_maps = texthash:DIR/transport");

        var expectation = Assert.Single(new ExpectationReader("expectations").Read([line]));
        var explanation = expectation.Explain(PostfixConfiguration.Load(_folder.Path));

        Assert.Equal(isMet, expectation.IsMetBy(explanation));
    }

    private void Configure(string settings)
    {
        _folder.Write("main.cf", $"""
            myhostname = mail.example.com
            mydestination = $myhostname
            inet_interfaces = loopback-only
            alias_maps =
            local_recipient_maps =
            {settings.Replace("DIR", _folder.Path, StringComparison.Ordinal)}

            """);
        _folder.Write("master.cf", """
            smtp      inet  n       -       n       -       -       smtpd
            cleanup   unix  n       -       n       -       0       cleanup
            smtp      unix  -       -       n       -       -       smtp
            local     unix  -       n       n       -       -       local

            """);
    }
}
