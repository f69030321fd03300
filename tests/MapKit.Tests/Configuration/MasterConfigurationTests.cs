using System.Text;
using MapKit.Configuration;
using MapKit.Diagnostics;

namespace MapKit.Tests.Configuration;

/// <summary>The syntax of master.cf (docs/formats/configuration.md#syntax-of-mastercf), and what master(8) says of lines that are no services.</summary>
public class MasterConfigurationTests
{
    private const string Path = MemoryConfiguration.Folder + "/master.cf";

    [Fact]
    public void Fields_arguments_and_overrides_are_read_with_their_places()
    {
        var service = Assert.Single(Read("""
            # a comment
            smtp      inet  n       -       y       60?     1       smtpd -v
              -o biff=no
            # a comment inside
              -o { transport_maps = hash:/x, cdb:/y }
              { a b } -o no=option

            """).Services);
        Assert.Equal("smtp/inet", service.ToString());
        Assert.Equal(
            ["smtp", "inet", "n", "-", "y", "60?", "1", "smtpd"],
            [service.Name.Text, service.Type.Text, service.Private.Text, service.Unprivileged.Text, service.Chroot.Text, service.Wakeup.Text, service.ProcessLimit.Text, service.Command.Text]);
        Assert.Equal((2, 11, 15), (service.Type.Place.Line, service.Type.Place.Column, service.Type.Place.EndColumn));
        Assert.Equal(["-v", "-o", "biff=no", "-o", "transport_maps = hash:/x, cdb:/y", "a b", "-o", "no=option"], service.Arguments.Select(argument => argument.Value));
        Assert.Equal("{ a b }", service.Arguments[5].Text);
        Assert.Equal(["biff = no", "transport_maps = hash:/x, cdb:/y"], service.Overrides.Select(setting => setting.ToString()));
        var place = service.Overrides[1].PlaceOf("hash:/x, ".Length, 3);
        Assert.Equal((Path, 5, 34, 37), (service.Overrides[1].Path, place.Line, place.Column, place.EndColumn));
    }

    [Theory]
    [InlineData("smtp", "missing \"transport type\" field")]
    [InlineData("smtp inet n - -", "missing \"wakeup_time\" field")]
    [InlineData("smtp inet n - - - -", "missing \"command\" field")]
    [InlineData("smtp - n - - - - smtpd", "field \"transport type\" has no default value")]
    [InlineData("smtp unix n - - - - -", "field \"command\" has no default value")]
    [InlineData("smtp tcp n - - - - smtpd", "bad transport type: tcp")]
    [InlineData("smtp unix yes - - - - smtp", "field \"private\": bad value: \"yes\"")]
    [InlineData("smtp unix - - x - - smtp", "field \"chroot\": bad value: \"x\"")]
    [InlineData("smtp unix - - - never - smtp", "field \"wakeup_time\": bad value: \"never\"")]
    [InlineData("smtp unix - - - - -1 smtp", "field \"max_proc\": bad value: \"-1\"")]
    [InlineData("smtp inet - - - - - smtpd", "inet service cannot be private")]
    [InlineData("smtp unix - - - - - smtp { a", "missing '}' in \"{ a\"")]
    [InlineData("smtp unix - - - - - smtp {a}b", "syntax error after '}' in \"{a}b\"")]
    public void A_line_that_is_no_service_is_refused_in_the_words_of_master(string line, string error)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Read("# comment\n\n" + line + "\n"));
        Assert.Equal($"{Path}: line 3: {error}", exception.Message);
        Assert.Equal(3, exception.Place!.Value.Line);
    }

    [Theory]
    [InlineData("-o biff", "biff", 7, "invalid \"-o biff\" option value: missing '=' after attribute name")]
    [InlineData("-o { = no }", "=", 9, "invalid \"-o = no\" option value: missing attribute name")]
    [InlineData("-obiff=no", "-obiff", 4, null)]
    public void An_option_that_is_not_read_as_it_stands_is_told(string option, string message, int column, string? postfixText)
    {
        var findings = new DiagnosticList();
        Read("smtp unix - - - - - smtp\n   " + option + "\n", findings);
        var finding = Assert.Single(findings);
        Assert.Equal((Rules.BadOverride, 2, column, postfixText), (finding.Rule, finding.Place!.Value.Line, finding.Place.Value.Column, finding.PostfixText));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_sees_its_own_options_before_main_cf_and_in_macros_too()
    {
        var main = MemoryConfiguration.Read("relayhost = [$myhostname]\ncanonical_maps = hash:/$service_name-$process_name\n");
        var configuration = PostfixConfiguration.Create(main, Read("""
            other inet n - n - - smtpd
              -o myhostname=other.example.com -o biff=no -o { biff = yes }
            smtp unix - - n - - smtp

            """));
        var other = configuration.Services[0];
        Assert.Equal("[other.example.com]", configuration.Get("relayhost", other));
        Assert.Equal("[host.example.com]", configuration.Get("relayhost"));
        Assert.Equal("example.com", configuration.Get("mydomain", other));
        Assert.Equal("hash:/other-smtpd", configuration.Get("canonical_maps", other));
        Assert.Equal("hash:/-postmap", configuration.Get("canonical_maps"));
        Assert.Equal("yes", configuration.Get("biff", other));
        Assert.Equal(Path, configuration.Find("biff", other)!.Path);
        Assert.Equal(MemoryConfiguration.Folder + "/main.cf", configuration.Find("relayhost", other)!.Path);
        Assert.Null(configuration.Find("biff", configuration.Services[1]));
    }

    private static MasterConfiguration Read(string text, IDiagnosticSink? warnings = null) => MasterConfiguration.Read(
        new MemoryStream(Encoding.UTF8.GetBytes(text)),
        MemoryConfiguration.Folder,
        new MainConfigurationOptions { Warnings = warnings ?? new DiagnosticList() });
}
