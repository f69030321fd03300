using MapKit.Configuration;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Configuration;

/// <summary>Macros in values, each row judged by postconf as well.</summary>
public class ExpansionTests
{
    private const string Fatal = "dictionary mail_dict: macro processing error";
    private const string TooLarge = "mac_exp_eval: bad conversion: 99999999999999999999";

    [Theory]
    [MemberData(nameof(ExpansionRows.Values), MemberType = typeof(ExpansionRows))]
    public void A_text_expands(string text, string expected)
    {
        var configuration = MemoryConfiguration.Read(ExpansionRows.Definitions + "x = |" + text + "|\n");
        Assert.Equal($"|{expected}|", configuration.Get("x"));
    }

    [Theory]
    [MemberData(nameof(ExpansionRows.Errors), MemberType = typeof(ExpansionRows))]
    public void A_mistake_is_reported_with_Postfixs_message(string text, string warnings)
    {
        string[] expected = warnings.Length == 0 ? [TooLarge] : [.. warnings.Split('|'), Fatal];
        Assert.Equal(expected, MemoryConfiguration.Messages(sink => MemoryConfiguration.Read(ExpansionRows.Definitions + "x = " + text, sink).Get("x")));
    }

    [PeerFact("postconf")]
    public void Postconf_expands_each_text_in_the_same_way()
    {
        using var folder = new TemporaryFolder();
        var main = new System.Text.StringBuilder(ExpansionRows.Definitions);
        var names = new List<string>();
        foreach (var row in ExpansionRows.Values)
        {
            var name = RandomConfiguration.TextParameters[names.Count];
            names.Add(name);
            main.Append(name).Append(" = |").Append(row.Data.Item1).Append("|\n");
        }

        ConfigurationPeer.Write(folder.Path, main.ToString());
        var result = ConfigurationPeer.Run("postconf", ["-c", folder.Path, "-xh", .. names]);
        Assert.Equal(ExpansionRows.Values.Select(row => $"|{row.Data.Item2}|"), result.Output.Split('\n')[..^1]);
    }

    [PeerFact("postmap")]
    public void Postmap_reports_each_mistake_with_the_same_message()
    {
        using var folder = new TemporaryFolder();
        var rows = ExpansionRows.Errors.Select(row => row.Data.Item1).ToArray();
        var differences = new System.Collections.Concurrent.ConcurrentQueue<string>();
        Parallel.For(0, rows.Length, ConfigurationPeer.Many, index =>
        {
            ConfigurationPeer.Write(folder.File($"{index}"), ExpansionRows.Definitions + $"mydestination = {rows[index]}\n");
            var (theirs, ours) = ConfigurationPeer.Start(folder.File($"{index}"));
            if (theirs != ours) differences.Enqueue($"{rows[index]}\n{theirs}\n--- ours:\n{ours}");
        });
        Assert.Empty(differences);
    }

    [PeerFact("postmap")]
    public void A_chain_of_parameters_ends_where_Postfix_ends_it()
    {
        using var folder = new TemporaryFolder();
        var results = new (string Theirs, string Ours)[8];
        Parallel.For(0, results.Length, ConfigurationPeer.Many, index =>
        {
            var chain = string.Concat(Enumerable.Range(0, 96 + index).Select(i => $"x{i} = $x{i + 1}\n"));
            ConfigurationPeer.Write(folder.File($"{index}"), chain + $"x{96 + index} = end\nmydestination = $x0\n");
            results[index] = ConfigurationPeer.Start(folder.File($"{index}"));
        });
        Assert.Equal(results.Select(result => result.Theirs), results.Select(result => result.Ours));
        Assert.InRange(results.Count(result => result.Ours == "exit 0"), 1, results.Length - 1);
    }

    [Theory]
    [InlineData("${domain_to_ascii{example.com}}", "example.com")]
    [InlineData("${domain_to_ascii { $d } }", "xn--bcher-kva.example")]
    [InlineData("${domain_to_ascii{ß.example}}", "xn--zca.example")]
    [InlineData("${domain_to_utf8{xn--bcher-kva.example}}", "bücher.example")]
    public void Functions_are_called(string text, string expected) =>
        Assert.Equal(expected, MemoryConfiguration.Read($"d = Bücher.example\nx = {text}\n").Get("x"));

    [Theory]
    [InlineData(101, true)]
    [InlineData(102, false)] // run on 3.12: it takes functions one after the other for functions within functions
    public void Functions_are_called_as_often_as_in_Postfix(int count, bool isAllowed)
    {
        var configuration = MemoryConfiguration.Read("x = " + string.Concat(Enumerable.Repeat("${domain_to_ascii{a}}", count)));
        Assert.Equal(isAllowed, Record.Exception(() => configuration.Get("x")) is null);
    }

    [Theory]
    [InlineData(PostfixVersion.Postfix312, "${f{x}}", "unknown function \"f\" at\"...>>>f{x}\"")]
    [InlineData(PostfixVersion.Postfix312, "${f{x} y}", "unexpected input at: \"...x}>>>y\"")]
    [InlineData(PostfixVersion.Postfix37, "${f{x}}", "attribute name syntax error at: \"...f>>>{x}\"")]
    [InlineData(PostfixVersion.Postfix37, "${f {x}}", "attribute name syntax error at: \"...f>>> {x}\"")]
    public void Functions_that_do_not_exist_are_mistakes(PostfixVersion version, string text, string warning) =>
        Assert.Equal([warning, Fatal], MemoryConfiguration.Messages(sink => MemoryConfiguration.Read($"x = {text}", sink, version).Get("x")));

    [Theory]
    [InlineData("x = ${{$x} == {$x} ? {a} : {b}}")] // Postfix runs out of stack
    [InlineData("x = ${{$y} == {a}}\ny = ${{$x} == {a}}")]
    public void An_endless_comparison_is_an_error(string main) =>
        Assert.Equal(Fatal, MemoryConfiguration.Messages(sink => MemoryConfiguration.Read(main, sink).Get("x"))[^1]);

    [Fact]
    public void The_expansion_of_values_that_double_themselves_ends()
    {
        var main = string.Concat(Enumerable.Range(0, 90).Select(i => $"x{i} = $x{i + 1}$x{i + 1}\n"));
        Assert.Equal(Fatal, MemoryConfiguration.Messages(sink => MemoryConfiguration.Read(main, sink).Get("x0"))[^1]);
    }

    [Fact]
    public void Bytes_that_are_not_ASCII_count_as_Postfix_counts_them()
    {
        var configuration = MemoryConfiguration.Read("x = ü$y\ny = é\n");
        Assert.Equal("üé", configuration.Get("x"));
        Assert.Equal("bad string length 4 > 3: x = Ã¼Ã©", Assert.Throws<ConfigurationException>(() => configuration.GetString("x", 0, 3)).Message);
    }
}
