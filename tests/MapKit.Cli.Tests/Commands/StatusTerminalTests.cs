using System.Text;
using System.Text.RegularExpressions;

namespace MapKit.Cli.Tests.Commands;

/// <summary>What <c>status</c> shows a person.</summary>
public sealed class StatusTerminalTests : IDisposable
{
    private readonly StatusFolder _folder = new();

    public StatusTerminalTests()
    {
        _folder.WriteMain("transport_maps = hash:DIR/t lmdb:DIR/u cdb:DIR/v");
        foreach (var name in new[] { "t", "u", "v" }) _folder.Write(name, "example.com smtp:relay\n");
        _folder.Compile("hash", "t");
        _folder.Compile("cdb", "v");
        File.Delete(_folder.FilePath("v"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tables_are_shown_with_the_advice_below() => Assert.Equal(
        """
        ╭─┬─┬─┬─┬─┬─╮
        │ ROLE  │ TYPE │ SOURCE  │ MAP  │ ENTRIES │ STATE  │
        ├─┼─┼─┼─┼─┼─┤
        │ transport │ hash │ DIR/t │ .db  │  1 │ current  │
        │ transport │ lmdb │ DIR/u │ -  │  - │ not compiled │
        │ transport │ cdb  │ -  │ DIR/v.cdb │  1 │ no source  │
        ╰─┴─┴─┴─┴─┴─╯
        lmdb:DIR/u
            named by transport_maps (DIR/main.cf:6), address_verify_transport_maps (DIR/main.cf:6)
            mapkit compile -f transport lmdb:DIR/u
        cdb:DIR/v
            named by transport_maps (DIR/main.cf:6), address_verify_transport_maps (DIR/main.cf:6)
            mapkit dump --as source DIR/v.cdb > DIR/v

        """.ReplaceLineEndings("\n"),
        Run(int.MaxValue));

    [Fact]
    public void A_table_wider_than_the_terminal_is_shown_as_a_list() => Assert.Equal(
        """
        hash:DIR/t
            transport, map .db, 1 entry, current
        lmdb:DIR/u
            transport, not compiled
            named by transport_maps (DIR/main.cf:6), address_verify_transport_maps (DIR/main.cf:6)
            mapkit compile -f transport lmdb:DIR/u
        cdb:DIR/v
            transport, map DIR/v.cdb, 1 entry, no source
            named by transport_maps (DIR/main.cf:6), address_verify_transport_maps (DIR/main.cf:6)
            mapkit dump --as source DIR/v.cdb > DIR/v

        """.ReplaceLineEndings("\n"),
        Run(40));

    [Fact]
    public void The_table_may_be_as_wide_as_the_terminal()
    {
        var wide = WithWidth(int.MaxValue);
        var width = wide.Split('\n')[0].Length;
        Assert.Equal(wide, Unwrapped(WithWidth(width)));
        Assert.StartsWith("hash:", WithWidth(width - 1), StringComparison.Ordinal);
    }

    private string Run(int width) => Regex.Replace(_folder.Masked(Unwrapped(WithWidth(width))), @"(main\.cf:6):\d+", "$1");

    // Where a sentence is wrapped depends on the length of the folder's name.
    private static string Unwrapped(string text) => Regex.Replace(text, @"\n {8}", " ");

    private string WithWidth(int width)
    {
        using var output = new MemoryStream();
        using (var environment = new CommandEnvironment(Stream.Null, output, Stream.Null, true, false, static name => name switch { "NO_COLOR" => "1", "PATH" => "", _ => null }) { OutputWidth = () => width })
        {
            Assert.Equal(1, InProcess.Run(environment, "status", "-c", _folder.Path));
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }
}
