using System.Buffers;
using System.Text;
using CsCheck;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Dump;
using MapKit.Records;
using MapKit.Tables;
using MapKit.Tests.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations.Dump;

/// <summary>Any records, through a map of any type, as a source, compiled again: the same records, or it was said of which not.</summary>
public class SourceDumpTests
{
    private static readonly string[] Pieces =
    [
        "a", "b", "key", "User", "user@example.com", " ", "  ", "\t", "\n", "\0", "\r", "\v", "\"", "\"x y\"", "\\", "#", ":", ",", ", ", ";", "(", ")", "(c)", "[", "]", "[1.2.3.4]",
        "<joe@example.com>", "|", "/file", ":include:/list", "!", "%", "@", ".", "'", "\u00C3\u00A4", "\u00C3\u0084", "\u00FF", "\u007F", "\u0001",
    ];

    private static readonly Gen<string> Text = OneOf(Pieces).Array[0, 5].Select(string.Concat);

    private static readonly Gen<Case> Cases = Gen.Select(
        Gen.Select(Text, Text).Array[0, 12], Gen.Int[0, 3], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 2],
        (records, type, aliases, utf8, fold, keys) => new Case(records, MapTypes.All[type], aliases, utf8, fold, (AliasKeys)keys));

    [Fact]
    [Trait(Category.Name, Category.Random)]
    [Trait(Category.Name, Category.Slow)]
    public void A_source_from_random_records_reproduces_them_or_reports_the_others() => Cases.Sample(Check, iter: 1500);

    [Fact]
    [Trait(Category.Name, Category.Random)]
    [Trait(Category.Name, Category.Slow)]
    public void A_source_of_aliases_is_reproduced_completely() =>
        Gen.Select(OneOf([.. Pieces.Where(piece => piece is not ("\n" or "\0" or "\u00FF"))]).Array[1, 8].Select(string.Concat).Array[1, 8], Gen.Int[0, 3], Gen.Int[0, 2], (lines, type, keys) => (lines, MapTypes.All[type], (AliasKeys)keys))
            .Sample(
                made =>
                {
                    // What a compiled source holds can always be written as one.
                    var source = Encoding.Latin1.GetBytes(string.Concat(made.lines.Select(line => $"{line}: {line}\n\"{line}\": x\n")));
                    using var folder = new TemporaryFolder();
                    var options = new CompileOptions { Types = [made.Item2], Format = TableFormat.Aliases, AliasKeys = made.Item3, OutputPath = folder.File("map") };
                    if (CompileOperation.Run(new MemoryStream(source), "aliases", options, new DiagnosticList())[0].Outcome != CompileOutcome.Written) return;
                    using var map = MapFile.Open(folder.File("map"));
                    var text = new SourceTextOptions { Syntax = SourceSyntax.Aliases, AliasKeys = made.Item3 };

                    // The name "@" in quotes takes the place of the mark.
                    if (MapText.Read(map).Any(record => record.Key.TrimEnd('\0') == "@" && record.Value.TrimEnd('\0') == "@")) Assert.Equal(SourceSyntax.Aliases, SourceDump.SyntaxOf(map));
                    var problems = new List<SourceProblem>();
                    var again = new MemoryStream();
                    SourceDump.Write(map.Records, text, line => again.Write(line), problems.Add);

                    // A backslash at the end of a line is an empty word to Postfix: the stored value ends in a space, or is empty. A domain
                    // literal that contains a ] is stored without the backslash before it. Both are reported.
                    if (problems.Count > 0 && problems.All(problem => MapText.Text(problem.Value).TrimEnd('\0') is "" or [.., ' '] || HasBracketInLiteral(problem.Value))) return;
                    Assert.True(problems.Count == 0, string.Join('\n', problems.Select(problem => $"{MapText.Text(problem.Key)} = {MapText.Text(problem.Value)}: {problem.Reason}")));
                    Assert.Equal(Compiled(source, options), Compiled(again.ToArray(), options));
                },
                iter: 250);

    private static bool HasBracketInLiteral(ReadOnlyMemory<byte> value) => value.Span.IndexOf((byte)'[') is >= 0 and var open && value.Span[open..].Count((byte)']') > 1;

    [Theory]
    [InlineData("", "v", "the key is empty")]
    [InlineData(" k", "v", "the key begins with whitespace")]
    [InlineData("#k", "v", "the key begins with #, as a comment does")]
    [InlineData("a b", "v", "the key has whitespace outside quotes")]
    [InlineData("a\"b", "v", "a quote in the key is never closed")]
    [InlineData("k\\", "v", "the key ends in a backslash")]
    [InlineData("k", "", "the value is empty")]
    [InlineData("k", " v", "the value begins or ends with whitespace")]
    [InlineData("k", "v\r", "the value begins or ends with whitespace")]
    [InlineData("k", "v\nw", "it contains a line feed")]
    [InlineData("k", "v\0w", "it contains a NUL byte")]
    [InlineData("k", "\u00FF", "it is not UTF-8; compile accepts it only with --no-utf8")]
    [InlineData("K", "v", "compile folds the key, except with --no-fold")]
    public void Records_that_postmap_syntax_cannot_express_are_reported(string key, string value, string reason)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.False(new SourceText(new SourceTextOptions()).TryWriteRecord(MapText.Bytes(key), MapText.Bytes(value), output, out var problem));
        Assert.Equal((reason, 0), (problem, output.WrittenCount));
    }

    [Theory]
    [InlineData("\"a b\"", "v w", "\"a b\"\tv w\n")]
    [InlineData("a\\ b", "#v", "a\\ b\t#v\n")]
    public void Postmap_syntax_has_the_key_as_stored(string key, string value, string line) => Assert.Equal(line, Line(new SourceTextOptions(), key, value));

    [Theory]
    [InlineData(AliasKeys.Both, "root", "a, b", "root: a, b\n")]
    [InlineData(AliasKeys.Both, "#root", "a", "\\#root: a\n")]
    [InlineData(AliasKeys.Both, "\"a b\"", "a", "\"a b\": a\n")]
    [InlineData(AliasKeys.Both, "a b", "a", "a b: a\n")]
    [InlineData(AliasKeys.Internal, "a:b", "\"|/bin/cmd x\"", "\"a:b\": \"|/bin/cmd x\"\n")]
    [InlineData(AliasKeys.Internal, "\"a\\b\"", "x", "\"\\\"a\\\\b\\\"\": x\n")]
    [InlineData(AliasKeys.Internal, "", "x", "\"\": x\n")]
    [InlineData(AliasKeys.External, "\"a:b\"", "x", "\"a:b\": x\n")]
    public void Alias_names_are_quoted_where_they_have_to_be(AliasKeys keys, string key, string value, string line) =>
        Assert.Equal(line, Line(new SourceTextOptions { Syntax = SourceSyntax.Aliases, AliasKeys = keys }, key, value));

    [Theory]
    [InlineData("\"a:b\"=x,a:b=x", AliasKeys.Both, "\"a:b\": x\n")]
    [InlineData("\"a:b\"=x", AliasKeys.External, "\"a:b\": x\n")]
    [InlineData("a:b=x", AliasKeys.Internal, "\"a:b\": x\n")]
    [InlineData("\"a b\"=x,a b=y", AliasKeys.Both, "a b: y\n\"a b\": x\n")]
    [InlineData("#!\"\u007Fkey\"=x,#!\u007Fkey=x", AliasKeys.Both, "\\#!\"\u007Fkey\": x\n")]
    [InlineData("a=x,@=@", AliasKeys.Both, "a: x\n")]
    public void Both_forms_of_a_name_are_one_line_and_the_option_is_found(string records, AliasKeys expected, string source)
    {
        var set = records.Split(',').Select(record => record.Split('=')).Select(record => new MapRecord(MapText.Bytes(record[0] + "\0"), MapText.Bytes(record[1] + "\0"))).ToList();
        var options = new SourceTextOptions { Syntax = SourceSyntax.Aliases };
        var keys = SourceDump.AliasKeysOf(set, options);
        var text = new MemoryStream();
        var result = SourceDump.Write(set, options with { AliasKeys = keys }, line => text.Write(line), problem => Assert.Fail(problem.Reason));
        Assert.Equal((expected, source, 0), (keys, Encoding.Latin1.GetString(text.ToArray()), result.Problems));
    }

    [Fact]
    public void Values_with_different_spacing_are_written_and_reported()
    {
        // sendmail's newaliases stores what the source has.
        var problems = new List<SourceProblem>();
        var text = new MemoryStream();
        SourceDump.Write([new MapRecord(MapText.Bytes("a"), MapText.Bytes("b,c"))], new SourceTextOptions { Syntax = SourceSyntax.Aliases }, line => text.Write(line), problems.Add);
        Assert.Equal("a: b,c\n", Encoding.Latin1.GetString(text.ToArray()));
        Assert.Equal(("compile stores the value with different spacing or quoting", true), (problems.Single().Reason, problems.Single().IsWritten));
    }

    [PeerTheory("postmap", "postalias")]
    [InlineData(false)]
    [InlineData(true)]
    public void Postfix_compiles_the_source_to_the_same_records(bool aliases)
    {
        using var folder = new PostmapFolder();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 12; round++)
        {
            var records = Enumerable.Range(0, 40).Select(_ => (Piece(random), Piece(random))).Where(record => !record.Item1.Contains('\0', StringComparison.Ordinal)).DistinctBy(record => record.Item1).ToList();
            var path = folder.Write($"map{round}.cdb", MapText.Build(MapEngines.For(MapType.Cdb), MapText.Set(records)));
            using var map = MapFile.Open(path);
            var options = new SourceTextOptions { Syntax = aliases ? SourceSyntax.Aliases : SourceSyntax.Postmap, AliasKeys = AliasKeys.Internal };
            var problems = new List<SourceProblem>();
            var source = new MemoryStream();
            SourceDump.Write(map.Records, options, line => source.Write(line), problems.Add);
            var name = $"source{round}";
            folder.Write(name, source.ToArray());
            var result = Tool.Run(aliases ? "postalias" : "postmap", "-c", folder.PathOf("."), $"hash:{folder.PathOf(name)}");

            // It may wonder at keys with a colon, and at one that takes the place of the mark, but takes every line.
            Assert.True(result.ExitCode == 0 && !result.Error.Contains("ignoring", StringComparison.Ordinal) && !result.Error.Contains("expected format", StringComparison.Ordinal) && !result.Error.Contains("need name", StringComparison.Ordinal), $"seed {seed}: {result.Error}");
            using var theirs = MapFile.Open(folder.PathOf(name + ".db"));
            var reported = problems.Select(problem => MapText.Text(problem.Key)).ToHashSet();
            var expected = records.Where(record => !reported.Contains(record.Item1) && !(aliases && record.Item1 is "@")).Select(record => $"{record.Item1}={(record.Item2.EndsWith('\0') ? record.Item2[..^1] : record.Item2)}").Order(StringComparer.Ordinal);
            var stored = theirs.Records
                .Select(record => (Key: MapText.Text(record.Key).TrimEnd('\0'), Value: MapText.Text(record.Value).TrimEnd('\0')))
                .Where(record => !reported.Contains(record.Key) && !(aliases && (record.Key is "@" || record.Key.StartsWith("YP_", StringComparison.Ordinal))))
                .Select(record => $"{record.Key}={record.Value}").Order(StringComparer.Ordinal);
            Assert.True(expected.SequenceEqual(stored), $"seed {seed}\n{string.Join('\n', expected)}\n---\n{string.Join('\n', stored)}\n---\n{Encoding.Latin1.GetString(source.ToArray())}");
        }
    }

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static string Piece(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Line(SourceTextOptions options, string key, string value)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.True(new SourceText(options).TryWriteRecord(MapText.Bytes(key), MapText.Bytes(value), output, out var problem), problem);
        Assert.Null(problem);
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }

    private static void Check(Case @case)
    {
        var format = MapEngines.For(@case.Type);
        var set = MapText.Set(@case.Records.Where(record => record.Key.Length + 1 >= format.MinimumKeyLength && (format.StoresNul || record.Key.Length > 0)));
        using var folder = new TemporaryFolder();
        using var map = MapFile.Open(folder.Write("map", MapText.Build(format, set)));
        var options = new SourceTextOptions
        {
            Syntax = @case.Aliases ? SourceSyntax.Aliases : SourceSyntax.Postmap,
            Utf8 = @case.Utf8,
            Folding = @case.Fold ? KeyFolding.Unicode : KeyFolding.None,
            AliasKeys = @case.Keys,
        };
        var problems = new List<SourceProblem>();
        var source = new MemoryStream();
        var result = SourceDump.Write(map.Records, options, line => source.Write(line), problems.Add);
        Assert.Equal(problems.Count, result.Problems);

        var compiled = Compiled(source.ToArray(), new CompileOptions
        {
            Format = @case.Aliases ? TableFormat.Aliases : TableFormat.Plain,
            Utf8 = options.Utf8,
            Folding = options.Folding,
            AliasKeys = options.AliasKeys,
            Types = [@case.Type],
        });
        var stored = map.Records.DistinctBy(record => MapText.Text(StoredText.WithoutNul(record.Key))).ToDictionary(
            record => MapText.Text(StoredText.WithoutNul(record.Key)), record => MapText.Text(StoredText.WithoutNul(record.Value)));
        var reported = problems.Select(problem => MapText.Text(problem.Key)).ToHashSet();
        foreach (var (key, value) in stored)
        {
            if (@case.Aliases && (key, value) == ("@", "@")) continue;
            if (!reported.Contains(key)) Assert.Equal((key, value), (key, compiled.GetValueOrDefault(key)));
        }

        // A line that was reported may give more than its record.
        if (problems.Exists(problem => problem.IsWritten)) return;
        foreach (var key in compiled.Keys) Assert.True(stored.ContainsKey(key), key);
    }

    private static SortedDictionary<string, string> Compiled(byte[] source, CompileOptions options)
    {
        var records = new TableLoader("table", options.Format!, options, new DiagnosticList()).Load(new MemoryStream(source)).AsStored(withNul: false);
        var compiled = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < records.Count; i++) compiled.Add(Encoding.Latin1.GetString(records.Key(i)), Encoding.Latin1.GetString(records.Value(i)));
        if (options.Format == TableFormat.Aliases && compiled.GetValueOrDefault("@") == "@") compiled.Remove("@");
        return compiled;
    }

    private sealed record Case((string Key, string Value)[] Records, MapType Type, bool Aliases, bool Utf8, bool Fold, AliasKeys Keys);
}
