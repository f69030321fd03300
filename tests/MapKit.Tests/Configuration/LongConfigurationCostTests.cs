using System.Text;
using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;

namespace MapKit.Tests.Configuration;

/// <summary>Memory grows with the size of main.cf and master.cf, and no faster, however it is put together.</summary>
public class LongConfigurationCostTests
{
    private const int Count = 1000;

    /// <summary>Room for what doubles its size when it is full.</summary>
    private const double Most = 2.6;

    public static TheoryData<string, string> Texts => new()
    {
        { "", "smtp unix - - n - - smtp" + "{0: -o a=b}" },
        { "", "smtp unix - - n - - smtp" + "{0: -o a#=b}" },
        { "", "smtp unix - - n - - smtp" + "{0: -oa=b}" },
        { "", "smtp unix - - n - - smtp" + "{0: -o b}" },
        { "", "{0:s# unix - - n - - smtp -o a=b\n}" },
        { "{0:a#=b\n}", "" },
        { "{0:a=b#\n}", "" },
        { "transport_maps={0:hash:/t/#,}", "" },
        { "transport_maps={0:hash:/t/t,}", "" },
        { "mydestination={0:!hash:/t/#,}", "" },
        { "smtpd_recipient_restrictions={0:check_recipient_access hash:/t/#,}", "" },
        { "a=hash:/t/t\ntransport_maps={0:$a,}", "" },
        { "transport_maps={0:${{a?{{hash:/t/t}}}},}", "" },
        { "transport_maps={0:hash:/t/#\n }", "" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_configuration_of_twice_the_length_needs_twice_the_memory(string main, string master)
    {
        Read(main, master, 10);
        var (once, twice) = (Read(main, master, Count), Read(main, master, 2 * Count));
        Assert.True(twice <= Most * once, $"{once} bytes, then {twice}");
    }

    private static long Read(string main, string master, int count)
    {
        using var mainFile = new MemoryStream(Encoding.UTF8.GetBytes(Expand(main, count) + "\n"));
        using var masterFile = new MemoryStream(Encoding.UTF8.GetBytes(Expand(master, count) + "\n"));
        var options = new MainConfigurationOptions { Warnings = new NoFindings() };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var configuration = PostfixConfiguration.Create(MainConfiguration.Read(mainFile, "/c", options), MasterConfiguration.Read(masterFile, "/c", options));
        TableReferences.Find(configuration);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Repeats what stands in <c>{0:...}</c>, with its number for each <c>#</c>.</summary>
    private static string Expand(string text, int count)
    {
        var start = text.IndexOf("{0:", StringComparison.Ordinal);
        if (start < 0) return text;
        var piece = text[(start + 3)..text.LastIndexOf('}')].Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
        return text[..start] + string.Concat(Enumerable.Range(0, count).Select(number => piece.Replace("#", $"{number}", StringComparison.Ordinal)));
    }
}
