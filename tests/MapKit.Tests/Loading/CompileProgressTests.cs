using System.Text;
using MapKit.Diagnostics;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Loading;

/// <summary>What is told of a compilation under way.</summary>
public sealed class CompileProgressTests : IDisposable
{
    private const int Entries = 100_000;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<MapType> Types => [.. MapTypes.All];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public void Progress_increases_from_0_to_1(MapType type)
    {
        var source = new StringBuilder();
        for (var i = 0; i < Entries; i++) source.Append("user").Append(i).Append("@example.com smtp:[mail.example.net]\n");
        var path = _folder.Write("transport", source.ToString());
        var told = new List<TableProgress>();
        var result = CompileOperation.Run(path, new CompileOptions { Types = [type], OnProgress = told.Add }, new DiagnosticList()).Single();

        Assert.InRange(told.Count, 6, 200);
        Assert.Equal(told.Select(progress => progress.Fraction).Order(), told.Select(progress => progress.Fraction));
        Assert.All(told, progress => Assert.Equal(source.Length, progress.SourceLength));
        Assert.InRange(told[0].Fraction, 0.01, 0.3);
        Assert.Equal(Entries, told[^1].Entries);
        Assert.Equal(result.Bytes, told[^1].Written);

        // Branches of a tree are not counted beforehand.
        Assert.InRange(told[^1].MapLength, result.Bytes * 0.97, result.Bytes);
    }
}
