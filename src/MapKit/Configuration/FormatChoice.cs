using MapKit.Configuration.References;
using MapKit.Tables;

namespace MapKit.Configuration;

/// <summary>The format in which a table is read, and what decided it.</summary>
/// <param name="Format">The format.</param>
/// <param name="Origin">What decided it, such as <c>-f</c> or <c>transport_maps in /etc/postfix/main.cf</c>.</param>
internal sealed record FormatChoice(TableFormat Format, string Origin)
{
    /// <summary>A format that the command line names.</summary>
    /// <param name="name">Its name.</param>
    public static FormatChoice Given(string name) => new(TableFormat.ByName(name) ?? TableFormat.Plain, "-f");

    /// <summary>A format that the configuration or the file name gives.</summary>
    /// <param name="table">The table in the configuration; null if it names none.</param>
    /// <param name="guessed">The format that the file name suggests.</param>
    public static FormatChoice Create(TableReference? table, TableFormat guessed) =>
        table is not null ? Create(table.Uses[0], table.Role.Format)
        : new(guessed, guessed == TableFormat.Plain ? "no other is known" : "the file name");

    /// <summary>A format that the configuration gives.</summary>
    /// <param name="use">The use of the table.</param>
    /// <param name="format">The format of that use.</param>
    public static FormatChoice Create(TableUse use, TableFormat format) => new(format, use.Path is { } path ? $"{use.Parameter} in {path}" : use.Parameter);

    /// <summary>The choice in words.</summary>
    public override string ToString() => $"format {Format.Name} ({Origin})";
}
