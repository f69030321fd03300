using MapKit.Operations.Dump;

namespace MapKit.Tests.Operations.Dump;

public class RepeatedDigestsTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(10_000)]
    [InlineData(200_000)]
    public void Digests_that_do_not_fit_in_memory_are_compared_in_further_passes(int count)
    {
        var random = new Random(count);
        var sequence = new ulong[count];
        for (var i = 0; i < count; i++) sequence[i] = RepeatedDigests.Normal(random.Next(50) == 0 && i > 0 ? sequence[random.Next(i)] : (ulong)random.NextInt64(long.MinValue, long.MaxValue));
        var digests = new RepeatedDigests(mostSlots: 1 << 12);
        var passes = 0;
        do
        {
            foreach (var digest in sequence) digests.Add(digest);
            passes++;
        }
        while (digests.Continue());

        Assert.Equal(count > 4096, passes > 1);
        Assert.Equal([.. sequence.GroupBy(digest => digest).Where(same => same.Count() > 1).Select(same => same.Key).Order()], digests.Found.Order().ToArray());
    }
}
