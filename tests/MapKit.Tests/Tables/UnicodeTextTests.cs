using System.Text;
using CsCheck;
using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Tables;
using MapKit.Tables.Patterns;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Tables;

/// <summary>Text of typed entries is Unicode text; bytes that are not UTF-8 are not lost.</summary>
public class UnicodeTextTests
{
    private const string Grin = "\U0001F600";

    [Fact]
    public void A_domain_of_a_string_is_that_domain_and_is_written_in_UTF_8()
    {
        var entry = TableFormat.Transport.FromText("m\u00fcnchen.example", "smtp:[m\u00fcnchen.example]:587", out var problems);
        Assert.Empty(problems);
        Assert.Equal(("m\u00fcnchen.example", "m\u00fcnchen.example"), (entry!.Pattern.Domain, entry.Route.NextHops.Single().Host));
        Assert.Equal("m\u00fcnchen.example\tsmtp:[m\u00fcnchen.example]:587", entry.ToSourceLine());
        Assert.Equal(entry, TableFormat.Transport.FromBytes("m\u00fcnchen.example"u8, "smtp:[m\u00fcnchen.example]:587"u8, out _));
        using var stream = new MemoryStream();
        TableFormat.Transport.Write([entry], stream);
        Assert.Equal("m\u00fcnchen.example\tsmtp:[m\u00fcnchen.example]:587\n"u8.ToArray(), stream.ToArray());
    }

    [Fact]
    public void A_file_in_UTF_8_gives_Unicode_text()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("virtual");
        File.WriteAllText(path, $"{Grin}@example.com j\u00f6rg@m\u00fcnchen.example, \"a {Grin}\"@example.org\n");
        var entry = Assert.Single(TableFormat.Virtual.Load(path).Entries);
        Assert.Equal((AddressPatternKind.Address, Grin), (entry.Pattern.Kind, entry.Pattern.LocalPart));
        Assert.Equal(["j\u00f6rg", $"a {Grin}"], entry.Destinations.Select(destination => destination.Address!.LocalPart));
        Assert.Equal("m\u00fcnchen.example", entry.Destinations[0].Address!.Domain);
    }

    [Fact]
    public void Offsets_of_findings_count_bytes_and_messages_have_the_text()
    {
        Assert.Null(TableFormat.Transport.FromText("m\u00fcnchen.example:", "smtp:", out var problems));
        var problem = Assert.Single(problems);
        Assert.Equal((0, 17), (problem.Start, problem.Length));
        Assert.Contains("m\u00fcnchen.example:", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_reported_by_default_and_kept_outside_UTF_8_mode()
    {
        byte[] source = [.. "joe"u8, 0xFC, .. "rg@example.com smtp:\n"u8];
        var strict = TableFormat.Transport.Parse(source);
        Assert.Empty(strict.Entries);
        Assert.Equal([Rules.NotUtf8], strict.Diagnostics.Select(finding => finding.Rule));

        var entry = Assert.Single(TableFormat.Transport.Parse(source, utf8: false).Entries);
        Assert.Equal("joe\udcfcrg", entry.Pattern.LocalPart);
        Assert.Throws<FormatException>(entry.ToSourceLine);
        using var stream = new MemoryStream();
        TableFormat.Transport.Write([entry], stream, utf8: false);
        Assert.Equal([.. "joe"u8, 0xFC, .. "rg@example.com\tsmtp:\n"u8], stream.ToArray());
    }

    [Fact]
    public void Every_format_decodes_all_its_text()
    {
        foreach (var (format, line) in new[]
        {
            ("plain", "\u00fc \u00fc"), ("transport", "\u00fc@\u00fc.example \u00fc:\u00fc.example"), ("generic", "\u00fc \u00fc@\u00fc.example"),
            ("sasl_passwd", "\u00fc@\u00fc.example \u00fc:\u00fc"), ("aliases", "\u00fc: \u00fc@\u00fc.example, /\u00fc, \"|\u00fc\", :include:/\u00fc"),
            ("virtual", "\u00fc@\u00fc.example \u00fc, \u00fc@\u00fc.example"), ("canonical", "\u00fc @\u00fc.example"), ("relocated", "\u00fc \u00fc"),
            ("access", "\u00fc@\u00fc.example REJECT \u00fc"), ("access", "\u00fc.example FILTER x:\u00fc.example"), ("access", "\u00fc.example BCC \u00fc@\u00fc.example"),
            ("sender_relay", "\u00fc@\u00fc.example [\u00fc.example]"), ("sender_transport", "\u00fc@\u00fc.example x:\u00fc.example"),
        })
        {
            var entry = TableFormat.ByName(format)!.ReadBack(Encoding.UTF8.GetBytes(line + "\n"), utf8: true);
            Assert.NotNull(entry);
            Assert.DoesNotContain('\u00c3', Snapshot(entry));
            Assert.Contains('\u00fc', Snapshot(entry));
        }
    }

    [Fact]
    public void Any_bytes_become_text_and_back() =>
        Gen.Byte.Array[0, 20].Sample(bytes => Assert.Equal(bytes, LosslessText.ToBytes(LosslessText.FromBytes(bytes))), iter: 20_000);

    [Fact]
    public void Valid_text_becomes_UTF_8()
    {
        Assert.Equal(Encoding.UTF8.GetBytes($"a\u00fc{Grin}"), LosslessText.ToBytes($"a\u00fc{Grin}"));
        Assert.Equal("\ufffdx"u8.ToArray(), LosslessText.ToBytes("\ud800x"));
        Assert.Equal([.. Encoding.UTF8.GetBytes(Grin), 0x80], LosslessText.ToBytes($"{Grin}\udc80"));
    }

    /// <summary>All text that can be reached from an entry.</summary>
    private static string Snapshot(object? value) => value switch
    {
        null => "",
        string text => text,
        System.Collections.IEnumerable items => string.Concat(items.Cast<object>().Select(Snapshot)),
        MapKit.Tables.SaslPasswd.Secret secret => secret.Reveal(),
        _ when value.GetType().Namespace!.StartsWith("MapKit.Tables", StringComparison.Ordinal) && !value.GetType().IsEnum =>
            string.Concat(value.GetType().GetProperties().Select(property => Snapshot(property.GetValue(value)))),
        _ => "",
    };
}
