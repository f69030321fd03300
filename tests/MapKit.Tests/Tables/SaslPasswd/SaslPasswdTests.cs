using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using CsCheck;
using MapKit.Tables.SaslPasswd;

namespace MapKit.Tests.Tables.SaslPasswd;

public class SaslPasswdTests
{
    [Theory]
    [InlineData("joe:secret", "joe", "secret")]
    [InlineData("joe@example.com:se:cr:et", "joe@example.com", "se:cr:et")]
    [InlineData("joe:with blanks ", "joe", "with blanks ")]
    [InlineData("joe:\"quoted\"", "joe", "\"quoted\"")]
    [InlineData("joe:a\u00a0b", "joe", "a\u00a0b")]
    public void The_first_colon_splits_and_the_rest_is_taken_as_it_is(string value, string user, string password)
    {
        var parsed = SaslPasswdValue.Parse(value);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(user, parsed.Value!.User.Reveal());
        Assert.Equal(password, parsed.Value.Password.Reveal());
        Assert.True(SaslPasswdValue.IsCommon(Encoding.Latin1.GetBytes(value)));
    }

    [Fact]
    public void A_password_may_have_a_hash_that_begins_no_comment()
    {
        var parsed = SaslPasswdValue.Parse("joe:a #b");
        Assert.Empty(parsed.Problems);
        Assert.Equal("a #b", parsed.Value!.Password.Reveal());
    }

    [Theory]
    [InlineData("hunter2", "MK2301 0+7: there is no colon; Postfix reads all of it as the user name and logs in with an empty password [write user:password]")]
    [InlineData("joe:", "MK2302 3+1: there is no password after the colon; Postfix logs in with an empty one [write user:password]")]
    [InlineData(":hunter2", "MK2303 0+1: there is no user name before the colon; Postfix logs in with an empty one and the server refuses it [write user:password]")]
    [InlineData("\"joe:hunter2\"", "MK2304 0+13: the quotes belong to the user name and the password; Postfix sends them to the server [remove the quotes; spaces and colons in a password need none]")]
    public void Wrong_credentials_are_explained_without_showing_them(string value, string expected)
    {
        Assert.Equal(expected, Shown.Problems(SaslPasswdValue.Parse(value).Problems));
        Assert.False(SaslPasswdValue.IsCommon(Encoding.Latin1.GetBytes(value)));
    }

    [Theory]
    [InlineData("joe@example.com", SaslPasswdPatternKind.Sender)]
    [InlineData("@example.com", SaslPasswdPatternKind.SenderDomain)]
    [InlineData("mail.example.com", SaslPasswdPatternKind.Name)]
    [InlineData("2001:db8::1", SaslPasswdPatternKind.Name)]
    [InlineData("192.0.2.1", SaslPasswdPatternKind.Name)]
    [InlineData("joe+x", SaslPasswdPatternKind.Name)]
    [InlineData("mail.example.com:587", SaslPasswdPatternKind.Destination)]
    [InlineData("[mail.example.com]", SaslPasswdPatternKind.Destination)]
    [InlineData("[mail.example.com]:submission", SaslPasswdPatternKind.Destination)]
    [InlineData("[IPv6:2001:db8::1]:587", SaslPasswdPatternKind.Destination)]
    [InlineData("smtp:587", SaslPasswdPatternKind.Destination)]
    public void Keys_are_senders_hosts_or_destinations(string key, SaslPasswdPatternKind kind)
    {
        var parsed = SaslPasswdKey.Parse(key);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(kind, parsed.Value!.Kind);
        Assert.Equal(key, parsed.Value.Text);
    }

    [Theory]
    [InlineData("smtp:[mail.example.com]:587", "MK2305 key 0+5: the key begins with the name of a transport; Postfix looks up the next hop without it and never finds the entry [remove the name of the transport and its colon]")]
    [InlineData("[mail.example.com:587", "MK2306 key 0+1: the key is not a possible destination; Postfix never finds the entry [write it as the next hop is configured: host, host:port, [host] or [host]:port]")]
    [InlineData("[mail.example.com]:70000", "MK2306 key 19+5: the key is not a possible destination; Postfix never finds the entry [write it as the next hop is configured: host, host:port, [host] or [host]:port]")]
    [InlineData("*.example.com", "MK2001 key 0+1: a * in a key stands for itself; Postfix never finds the entry [write a line for every host]")]
    [InlineData("*@example.com", "MK2001 key 0+1: a * in a key stands for itself; Postfix never finds the entry [@example.com matches every sender of the domain]")]
    [InlineData("/mail/", "MK2002 key 0+6: the key is a regular expression, but an indexed table has only fixed keys; Postfix never finds it [put it into a regexp: or pcre: table]")]
    [InlineData(".example.com", "MK2003 key 0+12: Postfix looks up the whole name of a host; it never finds a part of one [write a line for every host]")]
    public void A_key_that_matches_nothing_is_explained(string key, string expected)
    {
        var parsed = SaslPasswdKey.Parse(key);
        Assert.Equal(expected, Shown.Problems(parsed.Problems));
        Assert.Null(parsed.Value);
        Assert.False(SaslPasswdKey.IsCommon(Encoding.Latin1.GetBytes(key)));
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void Credentials_in_the_column_of_the_key_are_not_shown() =>
        NearTexts.Of("joe@example.com:hunter2", "joe:hunter2:x", "[hunter2", "/hunter2/", "\"hunter2\"@example.com", "smtp:hunter2").Sample(
            text => Assert.DoesNotContain("unter", Shown.Problems(SaslPasswdKey.Parse(text).Problems), StringComparison.Ordinal), iter: 10_000);

    [Theory]
    [InlineData("joe@example.com:hunter2", "MK2003 key 4+19: this cannot be the domain of an address; Postfix never looks it up [write the domain as it stands in an address]")]
    [InlineData("joe@192.0.2.1", "MK2003 key 4+9: the domain of an address is never a bare IP address; Postfix looks it up in brackets [put the address into brackets]")]
    [InlineData("\"joe\"@example.com", "MK2003 key 0+5: Postfix looks up a local part in another form; it never finds this one [write quotes only around a local part that needs them]")]
    public void A_wrong_sender_is_explained_without_quoting_it(string key, string expected) =>
        Assert.Equal(expected, Shown.Problems(SaslPasswdKey.Parse(key).Problems));

    [Fact]
    public void A_secret_shows_itself_only_when_asked()
    {
        var entry = SaslPasswdEntry.FromLatin1("mail.example.com", "joe:hunter2", out _)!;
        Assert.Equal("****", entry.Credentials.Password.ToString());
        Assert.Equal("Credentials { User = ****, Password = **** }", entry.Credentials.ToString());
        foreach (var shown in new[] { entry.ToString(), $"{entry.Credentials:G}", JsonSerializer.Serialize(entry), Debugged(typeof(Secret)), Debugged(typeof(Credentials)) })
        {
            Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("joe", shown, StringComparison.Ordinal);
        }

        Assert.Equal("hunter2", entry.Credentials.Password.Reveal());
    }

    [Fact]
    public void A_debugger_is_shown_the_mask_and_no_field()
    {
        Assert.Equal("****", Debugged(typeof(Secret)));
        var field = Assert.Single(typeof(Secret).GetFields(BindingFlags.Instance | BindingFlags.NonPublic));
        Assert.Equal(DebuggerBrowsableState.Never, field.GetCustomAttribute<DebuggerBrowsableAttribute>()!.State);
    }

    [Fact]
    public void Secrets_are_equal_when_their_texts_are()
    {
        Assert.Equal(new Secret("a"), new Secret("a"));
        Assert.NotEqual(new Secret("a"), new Secret("b"));
        Assert.NotEqual(new Secret("a"), new Secret("ab"));
        Assert.True(new Secret("").IsEmpty);
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void What_the_recogniser_takes_the_grammar_takes_and_no_finding_shows_the_value() =>
        NearTexts.Of("joe:hunter2", "hunter2", ":hunter2", "\"joe:hunter2\"", "joe@example.com:hunter2").Sample(
            text =>
            {
                var shown = Shown.Problems(SaslPasswdValue.Parse(text).Problems);
                if (SaslPasswdValue.IsCommon(Encoding.Latin1.GetBytes(text))) Assert.Equal("", shown);
                Assert.DoesNotContain("unter", shown, StringComparison.Ordinal);
                Assert.DoesNotContain("joe", shown, StringComparison.Ordinal);
            }, iter: 10_000);

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void What_the_recogniser_of_keys_takes_the_grammar_takes() =>
        NearTexts.Of("[mail.example.com]:587", "mail.example.com", "joe@example.com", "@example.com", "smtp:25", "192.0.2.1:25", "smtp:[h]:25").Sample(
            text =>
            {
                if (SaslPasswdKey.IsCommon(Encoding.Latin1.GetBytes(text))) Assert.Equal("", Shown.Problems(SaslPasswdKey.Parse(text).Problems));
            }, iter: 20_000);

    private static string Debugged(Type type) => type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value;
}
