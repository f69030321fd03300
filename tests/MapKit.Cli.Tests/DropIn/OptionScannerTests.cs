using System.Globalization;
using System.Text;
using MapKit.Cli.DropIn;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.DropIn;

public class OptionScannerTests
{
    private const string Postmap = "bc:d:fFhimnNopq:rsuUvw";

    /// <summary>Says what the C library makes of its arguments: a line per option with its value and the next index.</summary>
    private const string GetoptSource = """
        #include <stdio.h>
        #include <unistd.h>
        int main(int argc, char **argv)
        {
            int option;
            while ((option = getopt(argc, argv, "+bc:d:fFhimnNopq:rsuUvw")) > 0)
                printf("%c %s %d\n", option, option != '?' && optarg ? optarg : "", optind - 1);
            printf("operands %d\n", optind - 1);
            return 0;
        }
        """;

    private static readonly string[] Pieces =
        ["-", "--", "---", "", "-q", "-qkey", "-q-", "-rq", "-rwq", "-rwqkey", "-z", "-bz", "-zb", "-:", "-b;c", "-+", "-\u00E9", "-b\u00E9q", "-q\u00E9", "-c", "-d", "-v", "-vv", "file", "hash:x", "--help", "-W"];

    [PeerFact("cc")]
    [Trait(Category.Name, Category.Random)]
    public void Random_arguments_are_read_as_the_C_library_reads_them()
    {
        var getopt = CompiledProgram.Make(GetoptSource)!;
        var seed = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var arguments = Enumerable.Range(0, random.Next(5)).Select(_ => Pieces[random.Next(Pieces.Length)]).ToArray();
            var peer = Tool.Run(getopt, arguments);
            var (output, error) = Scan(new OptionScanner(getopt, arguments, Postmap));
            Assert.True(
                peer.Output == output && peer.Error == error,
                $"MAPKIT_SEED={seed}: {string.Join(' ', arguments)}\n{peer.Output}{peer.Error}--- ours:\n{output}{error}");
        }
    }

    [PeerTheory("postmap")]
    [InlineData("-z")]
    [InlineData("-bfz")]
    [InlineData("-q")]
    [InlineData("-rwc")]
    [InlineData("--help")]
    [InlineData("-:")]
    [InlineData("-\u00E9")]
    public void An_error_is_what_postmap_prints_before_its_usage(string argument)
    {
        var peer = Tool.Run("postmap", [argument], null, PreloadedSleep.Variables);
        var scanner = new OptionScanner("postmap", [argument], Postmap);
        while (scanner.Read() && scanner.Option != OptionScanner.Invalid)
        {
        }

        Assert.Equal(OptionScanner.Invalid, scanner.Option);
        Assert.StartsWith(Encoding.Latin1.GetString(scanner.Complaint.Span) + "postmap: fatal: usage: postmap [", peer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_may_be_combined_and_end_at_the_first_operand()
    {
        var (output, error) = Scan(new OptionScanner("postmap", ["-rwq", "key", "-cdir", "hash:x", "-f"], Postmap));
        Assert.Equal("r  0\nw  0\nq key 2\nc dir 3\noperands 3\n", output);
        Assert.Empty(error);
    }

    [Fact]
    public void A_lone_hyphen_is_an_operand_and_two_end_the_options()
    {
        Assert.Equal("operands 0\n", Scan(new OptionScanner("postmap", ["-", "-f"], Postmap)).Output);
        Assert.Equal("f  1\noperands 2\n", Scan(new OptionScanner("postmap", ["-f", "--", "-f"], Postmap)).Output);
        Assert.Equal("q -- 2\noperands 2\n", Scan(new OptionScanner("postmap", ["-q", "--"], Postmap)).Output);
    }

    [Fact]
    public void Invalid_options_are_reported_with_the_name_of_the_tool()
    {
        Assert.Equal("newaliases: invalid option -- 'z'\n", Scan(new OptionScanner("newaliases", ["-z"], Postmap)).Error);
        Assert.Equal("postmap: option requires an argument -- 'q'\n", Scan(new OptionScanner("postmap", ["-rq"], Postmap)).Error);
        Assert.Equal("postmap: invalid option -- '\u00C3'\npostmap: invalid option -- '\u00A9'\n", Scan(new OptionScanner("postmap", ["-\u00E9"], Postmap)).Error);
    }

    [Fact]
    public void A_caller_may_skip_an_argument()
    {
        var scanner = new OptionScanner("sendmail", ["-v", "-q", "-f"], "fv");
        Assert.True(scanner.Read());
        Assert.Equal(1, scanner.Next);
        scanner.Next++;
        Assert.Equal("f  3\noperands 3\n", Scan(scanner).Output);
    }

    private static (string Output, string Error) Scan(OptionScanner scanner)
    {
        var output = new StringBuilder();
        var error = new StringBuilder();
        while (scanner.Read())
        {
            if (scanner.Option == OptionScanner.Invalid) error.Append(Encoding.Latin1.GetString(scanner.Complaint.Span));
            var value = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(scanner.Value ?? ""));
            output.Append(CultureInfo.InvariantCulture, $"{scanner.Option} {value} {scanner.Next}\n");
        }

        return (output.Append(CultureInfo.InvariantCulture, $"operands {scanner.Next}\n").ToString(), error.ToString());
    }
}
