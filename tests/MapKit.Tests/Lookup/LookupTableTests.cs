using System.Text;
using MapKit.Lookup;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup;

public class LookupTableTests
{
    [Fact]
    public void A_table_of_any_type_is_opened_by_type_and_name_alone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("table", "key value\n");

        using var table = LookupTable.Open($"texthash:{path}");

        Assert.True(table.TryFind("KEY"u8, out var value));
        Assert.Equal("value", Encoding.UTF8.GetString(value.Span));
        Assert.False(table.TryFind("other"u8, out _));
    }

    [Theory]
    [InlineData("table", "open dictionary: expecting \"type:name\" form instead of \"table\"")]
    [InlineData("tcp:localhost:1", "unsupported dictionary type: tcp")]
    public void A_failed_opening_is_reported_with_Postfixs_message(string specification, string message)
    {
        var exception = Assert.Throws<LookupException>(() => LookupTable.Open(specification));
        Assert.Equal(message, exception.Message);
    }
}
