using System.Text;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Lookup.Patterns;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup.Patterns;

/// <summary>Files and rules in braces, good and bad; cidr stands for all three where they share the way.</summary>
public class RuleSourceTests
{
    [Theory]
    [InlineData("regexp", "{{/left/ got left}}", "left=got left\nright: not found\n")]
    [InlineData("pcre", "{{/left/ got left}}", "left=got left\nright: not found\n")]
    [InlineData("pcre", "{ {  /lef{1}t/ x  } ,{/right/ y}, }", "left=x\nright=y\n")]
    [InlineData("regexp", "{, }", "left: not found\nright: not found\n")]
    [InlineData("regexp", "{{}, {/(/ x}, {#/l/ no}, {/l/ y}}", "regexp map {{}, {/(/ x}, {#/l/ no}, {/l/ y}}, line 2: Unmatched ( or \\(\nleft=y\nright: not found\n")]
    [InlineData("regexp", "{{/l/ a\n/r/ b}}", "left=a\nright=b\n")]
    [InlineData("regexp", "{{# c\n  /l/ b}}", "unknown_stream: logical line must not start with whitespace: \"  /l/ b\"\nleft: not found\nright: not found\n")]
    public void Rules_in_braces_are_lines(string type, string name, string answers) => Assert.Equal(answers, PatternQuery.Name(type, name, "left", "right"));

    [Fact]
    public void Names_in_warnings_are_bytes() =>
        Assert.Equal("cidr map {{\u00C3\u00A9 x}}, line 1: bad address pattern: \"\u00C3\u00A9\": skipping this rule\n", PatternQuery.Name("cidr", "{{\u00E9 x}}"));

    [Theory]
    [InlineData("{{1.2.3.4 a}", "missing '}' in \"{{1.2.3.4 a}\"")]
    [InlineData("{{1.2.3.4 a}}x", "syntax error after '}' in \"{{1.2.3.4 a}}x\"")]
    [InlineData("{{1.2.3.4 a}x}", "syntax error after '}' in \"{1.2.3.4 a}x\"")]
    [InlineData("{1.2.3.4 a}", "no '{' at start of text in \"1.2.3.4\"")]
    public void Braces_that_do_not_fit_are_fatal(string name, string reason) =>
        Assert.Equal($"cidr map: {reason}", Assert.Throws<LookupException>(() => PatternQuery.Name("cidr", name)).Message);

    [Theory]
    [InlineData("regexp")]
    [InlineData("pcre")]
    [InlineData("cidr")]
    public void A_file_that_is_not_there_is_fatal(string type)
    {
        using var folder = new TemporaryFolder();
        folder.Write("file", "");
        foreach (var (name, reason) in new[] { ("none", "No such file or directory"), ("file/x", "Not a directory"), (new string('n', 300), "File name too long") })
        {
            Assert.SkipWhen(!OperatingSystem.IsLinux(), "the words of Linux");
            var path = folder.File(name);
            Assert.Equal($"open {path}: {reason}", Assert.Throws<LookupException>(() => PatternQuery.Name(type, path)).Message);
        }
    }

    [Fact]
    public void A_folder_is_an_empty_table_but_for_cidr()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("a: not found\n", PatternQuery.Name("regexp", folder.Path, "a"));
        Assert.Equal("a: not found\n", PatternQuery.Name("pcre", folder.Path, "a"));
        Assert.Equal($"cidr map {folder.Path}: read error: Is a directory", Assert.Throws<LookupException>(() => PatternQuery.Name("cidr", folder.Path)).Message);
    }

    [Theory]
    [InlineData("regexp")]
    [InlineData("pcre")]
    public void Without_an_engine_the_type_is_unsupported(string type)
    {
        var options = new LookupOptions { Warnings = new DiagnosticList(), Regexp = static () => null, Pcre = static () => null };
        Func<string, LookupOptions, LookupTable> open = type == "pcre" ? ExpressionTable.OpenPcre : ExpressionTable.OpenRegexp;
        Assert.Equal($"unsupported dictionary type: {type}", Assert.Throws<LookupException>(() => open("{{/a/ b}}", options)).Message);
    }

    [Fact]
    public void A_file_may_go_once_it_is_open()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("rules", "192.0.2.1 ok\n");
        using var table = PatternQuery.Open("cidr", path, new LookupOptions { Warnings = new DiagnosticList() });
        File.Delete(path);
        Assert.True(table.TryFind("192.0.2.1"u8, out _));
        Assert.False(table.HasFixedKeys);
        Assert.Equal(("cidr", path), (table.Type, table.Name));
        Assert.Equal($"table cidr:{path}: sequence operation is not supported", Assert.Throws<LookupException>(() => table.Records).Message);
    }

    [Fact]
    public void Lines_are_cut_at_NUL_and_3_12_says_so()
    {
        const string rules = " 192.0.2.9 x\n192.0.2.1 a\0b\n\0\n192.0.2.2\n c\0\n";
        const string leading = "NAME: logical line must not start with whitespace: \" 192.0.2.9 x\"\n";
        const string nothing = "cidr map NAME, line 3: no address pattern: skipping this rule\n";
        const string answers = "192.0.2.1=a\n192.0.2.2=c\n";
        Assert.Equal(
            leading + "NAME, line 2: text after null byte may be ignored\nNAME, line 3: text after null byte may be ignored\n" + nothing
                + "NAME, line 4-5: text after null byte may be ignored\n" + answers,
            PatternQuery.File("cidr", rules, "192.0.2.1", "192.0.2.2"));

        using var folder = new TemporaryFolder();
        var path = folder.Write("rules", rules);
        var options = new LookupOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 };
        Assert.Equal(
            leading + "(Postfix is silent: MK1006)\n(Postfix is silent: MK1006)\n" + nothing + "(Postfix is silent: MK1006)\n" + answers,
            PatternQuery.Name("cidr", path, options, "192.0.2.1", "192.0.2.2").Replace(path, "NAME", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("regexp", "/one/", "one")]
    [InlineData("pcre", "/one/", "one")]
    [InlineData("cidr", "192.0.2.1", "192.0.2.1")]
    public void Values_may_be_files(string type, string pattern, string key)
    {
        using var folder = new TemporaryFolder();
        var (first, second, none) = (folder.Write("first", "this is one\n"), folder.Write("second", "$1"), folder.File("none"));
        var path = folder.Write("rules", $"{pattern} {none}\n{pattern} {first},{none}\n{pattern} ,\n{pattern} {first}, {second}\n");
        var options = new LookupOptions { Warnings = new DiagnosticList(), ValuesAreFiles = true };
        Assert.Equal(
            $"""
            {type} map {path}, line 1: open {none}: No such file or directory: skipping this rule
            {type} map {path}, line 2: open {none}: No such file or directory: skipping this rule
            {type} map {path}, line 3: empty pathname list: >>,<<': skipping this rule
            {key}={Convert.ToBase64String(Encoding.ASCII.GetBytes("this is one\n\n$1"))}

            """,
            PatternQuery.Name(type, path, options, key));
    }

    [Fact]
    public void With_values_from_files_cidr_has_no_if()
    {
        var options = new LookupOptions { Warnings = new DiagnosticList(), ValuesAreFiles = true };
        const string name = "{{if 192.0.2.0/24},{endif}}";
        Assert.Equal(
            $"cidr map {name}, line 1: empty pathname list: >><<': skipping this rule\ncidr map {name}, line 2: ENDIF without IF: skipping this rule\n",
            PatternQuery.Name("cidr", name, options));
    }

    [Fact]
    public void A_finding_tells_line_and_what_Postfix_does()
    {
        var warnings = new DiagnosticList();
        using var folder = new TemporaryFolder();
        var path = folder.Write("rules", "# comment\n/(/ ok\n");
        ExpressionTable.OpenRegexp(path, new LookupOptions { Warnings = warnings, Regexp = Engines.Regexp }).Dispose();
        Assert.Equal($"{path}:2:1: error MK5202: Unmatched ( or \\(; Postfix skips this rule", Assert.Single(warnings).ToString());
    }
}
