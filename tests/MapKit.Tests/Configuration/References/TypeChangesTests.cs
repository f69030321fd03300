using System.Text;
using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Tests.Configuration.References;

/// <summary>The values of parameters in which tables of type hash are to be of type lmdb.</summary>
public class TypeChangesTests
{
    [Theory]
    [InlineData("transport_maps = hash:/a, cdb:/b proxy:hash:/c\n  unionmap:{hash:/d,static:hash:x}", "transport_maps = lmdb:/a, cdb:/b proxy:lmdb:/c  unionmap:{lmdb:/d,static:hash:x}")]
    [InlineData("relocated_maps = $my cdb:/b\nmy = hash:/ä, hash:/b", "my = lmdb:/ä, lmdb:/b")]
    [InlineData("relocated_maps = cdb:/ä$$ hash:/a", "relocated_maps = cdb:/ä$$ lmdb:/a")]
    [InlineData("default_database_type = hash\nrelocated_maps = $default_database_type:/a", "default_database_type = lmdb")]
    [InlineData("relocated_maps = ha${empty}sh:/a", "")]
    [InlineData("smtpd_sender_restrictions = check_sender_access hash:/a\nsmtpd_helo_restrictions = strict\nsmtpd_restriction_classes = strict\nstrict = hash:/b", "smtpd_sender_restrictions = check_sender_access lmdb:/a|strict = lmdb:/b")]
    public void The_type_is_changed_where_it_is_written(string main, string expected) => Assert.Equal(expected, Changes(main, null, static _ => true));

    [Fact]
    public void What_a_service_sets_is_changed_there()
    {
        Assert.Equal(
            "smtp_generic_maps = lmdb:/a|relay/unix smtp_generic_maps = lmdb:/b $my|my = lmdb:/c|out/unix my = lmdb:/d",
            Changes(
                "smtp_generic_maps = hash:/a\nmy = hash:/c",
                """
                relay unix - - n - - smtp -o { smtp_generic_maps = hash:/b $my }
                out unix - - n - - smtp -o smtp_generic_maps=$my -o my=hash:/d

                """,
                static _ => true));
    }

    [Fact]
    public void A_place_that_writes_the_type_of_a_table_that_stays_is_left()
    {
        Assert.Equal(
            "relocated_maps = lmdb:/b $types:/a",
            Changes("types = hash\nrelocated_maps = hash:/b $types:/a\ntransport_maps = $types:/stays", null, static table => table.Name != "/stays"));
    }

    [Theory]
    [InlineData("hash:/a, $my\tcdb:/b", "hash:/a,$my,cdb:/b")]
    [InlineData("check_sender_access hash:/ä", "check_sender_access,hash:/ä")]
    [InlineData("unionmap:{hash:/a,hash:/b} hash:/c", "unionmap:{hash:/a,hash:/b},hash:/c")]
    [InlineData("unionmap:{hash:/a, hash:/b}", null)]
    public void A_list_can_be_written_with_commas_alone(string value, string? expected) => Assert.Equal(expected, new ParameterChange("x", null, value).ValueWithoutWhitespace());

    private static string Changes(string main, string? master, Func<TableReference, bool> isChanged)
    {
        var options = new MainConfigurationOptions { Warnings = new DiagnosticList() };
        var services = master is null ? null : MasterConfiguration.Read(new MemoryStream(Encoding.UTF8.GetBytes(master)), MemoryConfiguration.Folder, options);
        var configuration = PostfixConfiguration.Create(MemoryConfiguration.Read("alias_maps =\nalias_database =\n" + main), services);
        var tables = TableReferences.Find(configuration).Tables;
        var changes = new TypeChanges(configuration, tables);
        var changed = tables.Where(table => table.Type == "hash" && isChanged(table)).ToArray();
        foreach (var table in changed) changes.Add(table, "lmdb");
        return string.Join('|', changed.SelectMany(changes.For).Distinct().Select(change => $"{(change.Service is { } service ? service + " " : "")}{change.Parameter} = {change.Value}"));
    }
}
