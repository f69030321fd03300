using MapKit.Configuration.References;

namespace MapKit.Tests.Configuration.Parameters;

/// <summary>The table of parameters in the documentation.</summary>
public sealed class ParametersDocumentTests
{
    [Fact]
    public void The_document_agrees_with_the_catalogue()
    {
        var path = ParametersDocument.Path;
        if (Environment.GetEnvironmentVariable("MAPKIT_WRITE_PARAMETERS") == "1") File.WriteAllText(path, ParametersDocument.Text);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == ParametersDocument.Text, "docs/parameters.md is old: run tools/generate-parameters.sh");
    }

    [Theory]
    [InlineData("| `transport_maps` | tables | transport | 1.1 |  |")]
    [InlineData("| `bounce_queue_lifetime` | time (d) |  | 2.1 |  |")]
    [InlineData("| `mynetworks` | matches | list | 1.1 |  |")]
    public void A_row_has_kind_format_and_releases(string row) => Assert.Contains(row + "\n", ParametersDocument.Text, StringComparison.Ordinal);

    [Fact]
    public void Every_parameter_that_names_tables_has_a_row() =>
        Assert.All(TableParameter.All, parameter => Assert.Contains($"| `{parameter.Name}` |", ParametersDocument.Text, StringComparison.Ordinal));
}
