using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting.Configuration;

/// <summary>Words in lists of tables that are not tables: where, what to write instead, and what the real Postfix says about them.</summary>
public sealed class TableWordRuleTests : IDisposable
{
    private readonly LintedConfiguration _configuration = new();

    /// <summary>The value, the column of the finding in <c>transport_maps = VALUE</c>, and the text to write.</summary>
    public static TheoryData<string, int, string> Mistakes => new()
    {
        { "@/routes", 18, "write transport_maps = hash:@/routes" },
        { "hash: @/routes", 18, "write transport_maps = hash:@/routes" },
        { "hash;@/routes", 18, "write transport_maps = hash:@/routes" },
        { "hash@/routes", 18, "write transport_maps = hash:@/routes" },
        { "\"hash:@/routes\"", 18, "write transport_maps = hash:@/routes" },
        { "hash:\\/x\\/routes", 18, "write transport_maps = hash:/x/routes" },
        { "hsah:@/routes", 18, "write transport_maps = hash:@/routes" },
        { "Hash:@/routes", 18, "write transport_maps = hash:@/routes" },
        { "proxy:hsah:@/routes", 18, "write transport_maps = proxy:hash:@/routes" },
        { "hash:${config_directory}}/routes", 18, "write transport_maps = hash:@/routes" },
        { "@/routes.pcre", 18, "write transport_maps = pcre:@/routes.pcre" },
        { "inline:{a=b}}", 18, "write transport_maps = inline:{a=b}" },
        { "static:x:, @/routes", 29, "write hash:@/routes" },
        { "static:x: # the routes", 28, "put the comment on a separate line that begins with #" },
    };

    public void Dispose() => _configuration.Dispose();

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_word_that_is_no_table_is_found_with_the_text_to_write(string value, int column, string help)
    {
        _configuration.Write("routes", "");
        var finding = Assert.Single(_configuration.Lint("transport_maps = " + value));
        Assert.Equal("MK5420", finding.Rule.Code);
        Assert.Equal((1, help), (finding.Place!.Value.Line, finding.Help!.Replace(_configuration.Folder, "@", StringComparison.Ordinal)));
        Assert.Equal(column, finding.Place.Value.Column);
    }

    [Theory]
    [InlineData("hash:@/routes")]
    [InlineData("texthash:@/routes, inline:{a=b}, static:{a b}, unionmap:{static:a, inline:{ { a = b } }}")]
    [InlineData("ldap:routes, proxy:mysql:@/routes, socketmap:unix:/x:y, tcp:127.0.0.1:99")]
    [InlineData("")]
    public void Tables_of_every_type_are_no_mistake(string value) => Assert.DoesNotContain(_configuration.Lint("transport_maps = " + value), finding => finding.Rule.Code == "MK5420");

    [Fact]
    public void An_option_of_a_service_is_reported_in_master_cf()
    {
        Assert.Equal(["master.cf:2:24 MK5420"], _configuration.Places("", "smtp unix - - n - - smtp\n  -o smtp_generic_maps=/x\n"));
        Assert.Empty(_configuration.Places("transport_maps = static:x:", "smtp unix - - n - - smtp\n"));
    }

    [Fact]
    public void The_text_of_a_secret_parameter_is_not_quoted()
    {
        var finding = Assert.Single(_configuration.Lint("smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = user:topsecret"));
        Assert.Equal("MK5420", finding.Rule.Code);
        Assert.DoesNotContain("topsecret", finding.Message + finding.Help, StringComparison.Ordinal);
    }

    [PeerTheory("postmap")]
    [InlineData("hsah:/routes", "unsupported dictionary type: hsah")]
    [InlineData("Hash:/routes", "unsupported dictionary type: Hash")]
    [InlineData("\"hash:/routes\"", "unsupported dictionary type: \"hash")]
    [InlineData("hash:\\/x\\/routes", "open database \\/x\\/routes.db: No such file or directory")]
    [InlineData("inline:{a=b}}", "need \"inline:{name=value...}\"")]
    [InlineData("hash:/x}/routes", "open database /x}/routes.db: No such file or directory")]
    public void Postfix_cannot_open_such_a_table(string word, string message)
    {
        var run = Tool.Run("postmap", "-q", "key", word);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains(_configuration.Lint("transport_maps = " + word), finding => finding.Rule.Code == "MK5420");
    }

    [Theory]
    [InlineData(PostfixVersion.Postfix37, "stops")]
    [InlineData(PostfixVersion.Postfix312, "each lookup fails")]
    public void The_effect_of_a_missing_type_is_that_of_the_version(PostfixVersion version, string effect)
    {
        using var configuration = new LintedConfiguration { Version = version };
        Assert.Contains(effect, Assert.Single(configuration.Lint("transport_maps = /x")).Message, StringComparison.Ordinal);
    }
}
