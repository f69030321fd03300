using System.Globalization;
using MapKit.Maps;
using MapKit.Operations.Info;

namespace MapKit.Cli.Rendering;

/// <summary>The facts of a map file as rows of text.</summary>
internal static class InfoText
{
    /// <summary>Prints one row.</summary>
    public static void Row(ByteWriter output, string name, string value) => output.WriteLine($"{name + ":",-14}{value}");

    /// <summary>Prints all rows.</summary>
    public static void Write(ByteWriter output, MapFacts facts)
    {
        var (info, contents) = (facts.Info, facts.Contents);
        WriteHeader(output, facts.Path, facts.Database, info);
        WritePages(output, facts);
        Row(output, "records", Text($"{contents.Records}"));
        Row(output, "keys", Lengths(contents.Keys));
        Row(output, "values", Lengths(contents.Values));
        Row(output, "fill", Text($"{100.0 * contents.StoredBytes / Math.Max(info.FileSize, 1):0} % of the file is keys and values"));
        Row(output, "trailing NUL", contents.NulStyle);
        if (contents.HasAliasMark) Row(output, "alias map", "yes (has the @ record)");
        Row(output, "written by", facts.Writer);
    }

    /// <summary>Prints the rows that come from the file's header.</summary>
    public static void WriteHeader(ByteWriter output, string path, string? database, MapInfo info)
    {
        Row(output, "file", path);
        if (database is not null) Row(output, "database", database);
        Row(output, "type", MapTypes.NameOf(info.Type));
        Row(output, "format", info.Format);
        Row(output, "byte order", info.BigEndian ? "big endian" : "little endian");
        Row(output, "size", Text($"{info.FileSize} bytes"));
        if (info.PageSize > 0) Row(output, "pages", Text($"{info.PageCount} of {info.PageSize} bytes"));
    }

    private static void WritePages(ByteWriter output, MapFacts facts)
    {
        var (info, structure) = (facts.Info, facts.Structure);
        foreach (var kind in structure.Pages)
        {
            var fill = kind.Fill is { } part ? Text($", {100 * part:0} % full") : "";
            Row(output, "  " + kind.Kind, Text($"{kind.Pages}{fill}"));
        }

        if (info.Depth > 0) Row(output, "depth", Text($"{info.Depth}"));
        if (structure.Chains is { } chains)
        {
            if (chains.Load is { } load) Row(output, "load", Text($"{100 * load:0} % of {chains.Chains + chains.Empty} slots; slots tried: longest {chains.Longest}, mean {chains.Mean:0.0}"));
            else if (!chains.AreSlots) Row(output, "buckets", Text($"{info.BucketCount}, {chains.Empty} empty; pages of one: longest {chains.Longest}, mean {chains.Mean:0.0}"));
        }

        if (structure.Lmdb is not { } state) return;
        Row(output, "map size", Text($"{state.MapSize} bytes"));
        Row(output, "transaction", Text($"{state.Transaction}"));
        Row(output, "last page", Text($"{state.LastPage}"));
    }

    private static string Lengths(LengthDistribution lengths) =>
        lengths.Count == 0 ? "none" : Text($"{lengths.Shortest} to {lengths.Longest} bytes, mean {lengths.Mean:0.0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
