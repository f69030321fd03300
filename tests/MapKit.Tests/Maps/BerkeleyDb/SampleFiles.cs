namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>Records that bring every kind of item into a file.</summary>
internal static class SampleFiles
{
    /// <summary>Short and long keys and values, many of them the beginnings of others.</summary>
    public static IEnumerable<(byte[] Key, byte[] Value)> Pairs(int count) => Enumerable.Range(0, count).Select(i => (
        TestMap.Bytes(i % 23 == 5 ? $"key{i:d3}{new string('k', 100 + (i * 7))}" : $"key{i:d3}{new string('k', i % 5)}"),
        TestMap.Filler(i % 19 == 7 ? 100 + (i * 40) : i % 30, i)));

    /// <summary>Keys with one value, some, more than stay on their page, and long ones.</summary>
    public static IEnumerable<(byte[] Key, byte[] Value)> Duplicates()
    {
        for (var i = 0; i < 40; i++)
        {
            var count = i % 10 == 3 ? 200 : (i % 4) + 1;
            for (var j = 0; j < count; j++)
            {
                yield return (
                    TestMap.Bytes($"key{i:d2}{(i % 10 == 6 ? new string('k', 300) : "")}"),
                    TestMap.Bytes($"value{j * 7 % 211:d3}{(j % 50 == 7 ? new string('v', 700) : "")}"));
            }
        }
    }
}
