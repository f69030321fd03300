using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Convert;
using MapKit.Operations.Dump;
using MapKit.Operations.Verify;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>What a stream gives, without any file, is what a file gives.</summary>
public sealed class MapStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Samples => [.. DamageSample.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_map_from_a_stream_has_the_records_of_the_file(string sample)
    {
        var bytes = DamageSample.Of(sample).File;
        using var fromFile = MapFile.Open(_folder.Write("map", bytes));
        using var fromStream = MapFile.Open(new Trickle(bytes));
        Assert.Equal(fromFile.Type, fromStream.Type);
        Assert.NotEmpty(MapText.Read(fromFile));
        Assert.Equal(MapText.Read(fromFile), MapText.Read(fromStream));
        foreach (var (key, value) in MapText.Read(fromFile)) Assert.Equal(value, MapText.Get(fromStream, key));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Damage_in_a_stream_is_what_it_is_in_a_file(string sample)
    {
        var bytes = DamageSample.Of(sample).File;
        foreach (var place in new[] { 0, 20, bytes.Length / 3, bytes.Length - 40 })
        {
            var damaged = bytes.ToArray();
            damaged.AsSpan(place, 16).Fill(0xee);
            var path = _folder.Write("map", damaged);
            Assert.Equal(Outcome(() => Shown(MapVerification.Verify(path)), path), Outcome(() => Shown(MapVerification.Verify(new Trickle(damaged))), "map"));
            Assert.Equal(Outcome(() => Salvaged(path, null), path), Outcome(() => Salvaged("map", new Trickle(damaged)), "map"));
        }
    }

    [Fact]
    public void A_stream_that_ends_early_is_a_damaged_map()
    {
        var bytes = DamageSample.Of("hash").File;
        var exception = Assert.Throws<MapFormatException>(() =>
        {
            using var map = MapFile.Open(new Trickle(bytes[..^4096]));
            return map.Records.Count();
        });
        Assert.StartsWith("map: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal("map: the file is empty, which is not a map", Assert.Throws<MapFormatException>(() => MapFile.Open(new MemoryStream())).Message);
    }

    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    [InlineData(MapType.Cdb)]
    public void A_written_stream_has_the_bytes_of_the_file(MapType type)
    {
        var output = new MemoryStream();
        var path = _folder.File("map" + MapTypes.SuffixOf(type));
        foreach (var writer in new[] { new MapWriter(path, type), new MapWriter(output, type) })
        {
            foreach (var (key, value) in MapText.Numbered(300, 70)) writer.Add(key, value);
            writer.Complete();
        }

        Assert.Equal(File.ReadAllBytes(path), output.ToArray());
    }

    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    [InlineData(MapType.Cdb)]
    public void A_compiled_stream_has_the_bytes_of_the_file(MapType type)
    {
        var source = DamageSample.Of("hash").Source! + "Again.Example  smtp:\nagain.example x\n";
        var path = _folder.Write("transport", source);
        var ofFile = new DiagnosticList();
        var ofStream = new DiagnosticList();
        var options = new CompileOptions { Types = [type], WithLint = true };
        var written = CompileOperation.Run(path, options, ofFile)[0];
        var output = new MemoryStream();
        var result = CompileOperation.Run(new Trickle(File.ReadAllBytes(path)), "transport", output, options, ofStream);
        Assert.Equal(File.ReadAllBytes(written.Path), output.ToArray());
        Assert.Equal((written.Records, written.Bytes, CompileOutcome.Written), (result.Records, result.Bytes, result.Outcome));
        Assert.NotEmpty(ofStream);
        Assert.Equal(ofFile.Select(finding => (finding.Rule, finding.Place?.Line, finding.Message)), ofStream.Select(finding => (finding.Rule, finding.Place?.Line, finding.Message)));

        // Map to map.
        var other = type == MapType.Cdb ? MapType.Lmdb : MapType.Cdb;
        var convert = new ConvertOptions { Type = other, OutputPath = _folder.File("other") };
        ConvertOperation.Run(written.Path, convert, new DiagnosticList());
        var converted = new MemoryStream();
        Assert.Equal(CompileOutcome.Written, ConvertOperation.Run(new MemoryStream(output.ToArray()), "transport", converted, convert, new DiagnosticList()).Outcome);
        Assert.Equal(File.ReadAllBytes(convert.OutputPath), converted.ToArray());
    }

    [Fact]
    public void A_refused_source_writes_nothing()
    {
        var output = new MemoryStream();
        var result = CompileOperation.Run(
            new MemoryStream("a 1\na 2\n"u8.ToArray()), "stdin", output, new CompileOptions { Types = [MapType.Hash], DuplicatesAreErrors = true }, new DiagnosticList());
        Assert.Equal((CompileOutcome.Refused, 0L), (result.Outcome, output.Length));
        Assert.Throws<ArgumentException>(() => CompileOperation.Run(new MemoryStream(), "stdin", output, new CompileOptions { Types = [] }, new DiagnosticList()));
    }

    private static string Shown(MapVerification verification) => $"{verification.Type} {verification.ProblemCount} {string.Join('|', verification.Problems)}";

    private static string Salvaged(string path, Stream? stream)
    {
        var lines = new MemoryStream();
        var result = stream is null
            ? SalvageOperation.Run(path, new SourceTextOptions(), null, bytes => lines.Write(bytes), static _ => { })
            : SalvageOperation.Run(stream, path, new SourceTextOptions(), null, bytes => lines.Write(bytes), static _ => { });
        return $"{result.Type} {result.Written} {string.Join('|', result.Losses)} {MapText.Text(lines.ToArray())}";
    }

    private static string Outcome(Func<string> run, string name)
    {
        try
        {
            return run();
        }
        catch (MapFormatException exception)
        {
            return exception.Message.Replace(name, "map", StringComparison.Ordinal);
        }
    }

    /// <summary>A stream that cannot seek and gives few bytes at a time, as a network does.</summary>
    private sealed class Trickle(byte[] content) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var length = Math.Min(Math.Min(count, 997), content.Length - _position);
            content.AsSpan(_position, length).CopyTo(buffer.AsSpan(offset));
            _position += length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
