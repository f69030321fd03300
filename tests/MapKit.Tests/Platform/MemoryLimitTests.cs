using MapKit.Platform;

namespace MapKit.Tests.Platform;

/// <summary>Which limit of memory applies to a process.</summary>
public sealed class MemoryLimitTests
{
    [Fact]
    public void The_limits_of_a_process_are_those_of_its_address_space_and_data()
    {
        string[] lines =
        [
            "Limit                     Soft Limit           Hard Limit           Units     ",
            "Max data size             1048576              unlimited            bytes     ",
            "Max resident set          4096                 unlimited            bytes     ",
            "Max address space         3072000000           unlimited            bytes     ",
        ];
        Assert.Equal([new MemoryLimit(1048576, "ulimit -d"), new MemoryLimit(3072000000, "ulimit -v")], MemoryLimit.OfProcess(lines));
        Assert.Empty(MemoryLimit.OfProcess(["Max address space         unlimited            unlimited            bytes     "]));
    }

    [Fact]
    public void Every_group_around_the_process_counts()
    {
        var files = new Dictionary<string, string>
        {
            ["/system.slice/x.service/memory.max"] = "max",
            ["/system.slice/memory.max"] = "1000000",
            ["/memory/box/memory.limit_in_bytes"] = "2000000",
            ["/memory/memory.limit_in_bytes"] = "9223372036854771712",
        };
        Assert.Equal(
            [1000000, 2000000, 9223372036854771712],
            MemoryLimit.OfGroups(["0::/system.slice/x.service", "4:memory:/box", "3:cpuset:/", "bad"], files.GetValueOrDefault).Select(limit => limit.Bytes));
    }

    [Fact]
    public void The_memory_of_the_machine_is_the_last_limit()
    {
        Assert.Equal(new MemoryLimit(24683048L << 10, "the machine's memory"), MemoryLimit.OfMachine(["MemTotal:       24683048 kB", "MemFree: 1 kB"]));
        Assert.Null(MemoryLimit.OfMachine(["MemFree: 1 kB"]));
        Assert.True(MemoryLimit.Find().Bytes > 0);
    }
}
