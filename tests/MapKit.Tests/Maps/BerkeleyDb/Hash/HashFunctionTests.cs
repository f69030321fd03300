using MapKit.Maps.BerkeleyDb.Hash;

namespace MapKit.Tests.Maps.BerkeleyDb.Hash;

public class HashFunctionTests
{
    [Theory]
    [InlineData("", 0u, 0u, 0u, 0u)]
    [InlineData("\0", 0x9c39c33du, 0u, 0u, 0u)]
    [InlineData("a\0", 0xf93d9c2bu, 0x006117dfu, 0x00000c81u, 0x610098b3u)]
    [InlineData("\xff", 0x9c39c43cu, 0xffu, 0xffu, 0xffu)]
    [InlineData("%$sniglet^&\0", 0x3a588027u, 0x298ab2f5u, 0x956e7de3u, 0x5e688dd1u)]
    [InlineData("user@example.com\0", 0x41189815u, 0x057ec638u, 0xf8e4f098u, 0x6953485au)]
    [InlineData("\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008", 0x927da589u, 0x8d3ba104u, 0x8d8102a4u, 0x30b561f8u)]
    public void Each_function_gives_what_libdb_gives(string key, uint second, uint third, uint fourth, uint fifth)
    {
        var bytes = TestMap.Bytes(key);
        Assert.Equal(
            [second, third, fourth, fifth],
            new[] { 2, 3, 4, 5 }.Select(number => new HashFunction(number).Hash(bytes)));
    }

    [Fact]
    public void A_file_shows_its_function_by_the_hash_of_a_fixed_text()
    {
        foreach (var number in new[] { 2, 3, 4, 5 })
        {
            var function = new HashFunction(number);
            Assert.Equal(function, HashFunction.Identify(function.Hash(TestMap.Bytes("%$sniglet^&\0"))));
        }

        Assert.Null(HashFunction.Identify(1));
    }
}
