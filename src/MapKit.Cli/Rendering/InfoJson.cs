using System.Text.Json;
using MapKit.Maps;
using MapKit.Operations.Info;

namespace MapKit.Cli.Rendering;

/// <summary>The facts of a map file as a JSON object.</summary>
internal static class InfoJson
{
    /// <summary>Prints the object.</summary>
    public static void Write(ByteWriter output, MapFacts facts) => JsonLine.Write(output, "info", writer =>
    {
        var (info, contents) = (facts.Info, facts.Contents);
        WriteHeader(writer, facts.Path, facts.Database, info);
        WriteKinds(writer, facts.Structure);
        writer.WriteNumber("buckets", info.BucketCount);
        writer.WriteNumber("depth", info.Depth);
        WriteChains(writer, facts);
        WriteLmdb(writer, facts.Structure);
        writer.WriteNumber("records", contents.Records);
        writer.WriteNumber("storedBytes", contents.StoredBytes);
        WriteLengths(writer, "keyLengths", contents.Keys);
        WriteLengths(writer, "valueLengths", contents.Values);
        writer.WriteString("trailingNul", contents.NulStyle);
        writer.WriteBoolean("aliasMap", contents.HasAliasMark);
        writer.WriteString("writtenBy", facts.Writer);
    });

    /// <summary>Prints the header of a damaged file as an object.</summary>
    public static void WriteHeader(ByteWriter output, string path, string? database, MapInfo info, string damage) => JsonLine.Write(output, "info", writer =>
    {
        WriteHeader(writer, path, database, info);
        writer.WriteString("damage", damage);
    });

    private static void WriteHeader(Utf8JsonWriter writer, string path, string? database, MapInfo info)
    {
        writer.WriteString("map", path);
        if (database is not null) writer.WriteString("database", database);
        writer.WriteString("type", MapTypes.NameOf(info.Type));
        writer.WriteString("format", info.Format);
        writer.WriteString("byteOrder", info.BigEndian ? "big" : "little");
        writer.WriteNumber("bytes", info.FileSize);
        writer.WriteNumber("pageSize", info.PageSize);
        writer.WriteNumber("pages", info.PageCount);
    }

    private static void WriteKinds(Utf8JsonWriter writer, MapStructure structure)
    {
        if (structure.Pages.Count == 0) return;
        writer.WriteStartArray("pageKinds");
        foreach (var kind in structure.Pages)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind.Kind);
            writer.WriteNumber("pages", kind.Pages);
            if (kind.Fill is { } fill) writer.WriteNumber("fill", Math.Round(fill, 3));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteChains(Utf8JsonWriter writer, MapFacts facts)
    {
        if (facts.Structure.Chains is not { } chains) return;
        writer.WriteStartObject("chains");
        writer.WriteNumber("empty", chains.Empty);
        writer.WriteNumber("longest", chains.Longest);
        writer.WriteNumber("mean", Math.Round(chains.Mean, 3));
        if (chains.Load is { } load) writer.WriteNumber("load", Math.Round(load, 3));
        writer.WriteEndObject();
    }

    private static void WriteLmdb(Utf8JsonWriter writer, MapStructure structure)
    {
        if (structure.Lmdb is not { } state) return;
        writer.WriteNumber("mapSize", state.MapSize);
        writer.WriteNumber("transaction", state.Transaction);
        writer.WriteNumber("lastPage", state.LastPage);
    }

    private static void WriteLengths(Utf8JsonWriter writer, string name, LengthDistribution lengths)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("shortest", lengths.Shortest);
        writer.WriteNumber("longest", lengths.Longest);
        writer.WriteNumber("mean", Math.Round(lengths.Mean, 1));
        writer.WriteStartArray("classes");
        foreach (var range in lengths.Classes)
        {
            writer.WriteStartObject();
            writer.WriteNumber("from", range.From);
            writer.WriteNumber("to", range.To);
            writer.WriteNumber("count", range.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
