using MapKit.Lookup;

namespace MapKit.Tests.Lookup;

/// <summary>A list may name thousands of small tables, and all of them are open at a time.</summary>
public class SmallTableCostTests
{
    private const int Count = 1000;

    [Theory]
    [InlineData("inline:{{a#=b}}")]
    [InlineData("static:#")]
    [InlineData("cidr:{{{{192.0.2.# b}}}}")]
    public void A_small_table_takes_a_few_kilobytes(string name)
    {
        var tables = new List<LookupTable>();
        var options = new LookupOptions();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var number = 0; number < Count; number++) tables.Add(LookupTable.Open(name.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal).Replace("#", $"{number % 250}", StringComparison.Ordinal), options));
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Count, 0, 40_000);
        tables.ForEach(table => table.Dispose());
    }
}
