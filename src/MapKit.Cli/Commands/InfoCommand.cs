using System.CommandLine;
using System.Globalization;
using MapKit.Cli.Rendering;
using MapKit.Maps;
using MapKit.Operations;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit info</c>: what a map file is.</summary>
internal static class InfoCommand
{
    private static readonly Argument<string> Map = new("MAP") { Description = "[TYPE:]MAP" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object" };

    /// <summary>Makes the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("info", "Say what a map file is: type, version, page size, records, NUL convention.") { Map, Json };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        using var map = MapOperand.Open(arguments.GetRequiredValue(Map), environment);
        var contents = MapContents.Of(map.Reader);
        if (arguments.GetValue(Json)) WriteJson(environment.Output, map, contents);
        else WriteText(environment.Output, map, contents);
        return MapkitCommand.Success;
    }

    private static void WriteText(ByteWriter output, MapOperand map, MapContents contents)
    {
        var info = map.Reader.Info;
        Row(output, "file", map.Path);
        Row(output, "type", MapTypes.NameOf(info.Type));
        Row(output, "format", info.Format);
        Row(output, "byte order", info.BigEndian ? "big endian" : "little endian");
        Row(output, "size", string.Create(CultureInfo.InvariantCulture, $"{info.FileSize} bytes"));
        if (info.PageSize > 0) Row(output, "pages", string.Create(CultureInfo.InvariantCulture, $"{info.PageCount} of {info.PageSize} bytes"));
        if (info.BucketCount > 0) Row(output, "buckets", info.BucketCount.ToString(CultureInfo.InvariantCulture));
        if (info.Depth > 0) Row(output, "depth", info.Depth.ToString(CultureInfo.InvariantCulture));
        Row(output, "records", contents.Records.ToString(CultureInfo.InvariantCulture));
        Row(output, "keys", Lengths(contents.Records, contents.ShortestKey, contents.LongestKey));
        Row(output, "values", Lengths(contents.Records, contents.ShortestValue, contents.LongestValue));
        Row(output, "fill", string.Create(CultureInfo.InvariantCulture, $"{100.0 * contents.StoredBytes / Math.Max(info.FileSize, 1):0} % of the file is keys and values"));
        Row(output, "trailing NUL", contents.NulStyle);
        if (contents.HasAliasMark) Row(output, "alias map", "yes (has the @ record)");
        Row(output, "written by", ProbableWriter.Of(info, contents));
    }

    private static string Lengths(long records, int shortest, int longest) =>
        records == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{shortest} to {longest} bytes");

    private static void Row(ByteWriter output, string name, string value) => output.WriteLine($"{name + ":",-14}{value}");

    private static void WriteJson(ByteWriter output, MapOperand map, MapContents contents) => JsonLine.Write(output, writer =>
    {
        var info = map.Reader.Info;
        writer.WriteString("map", map.Path);
        writer.WriteString("type", MapTypes.NameOf(info.Type));
        writer.WriteString("format", info.Format);
        writer.WriteString("byteOrder", info.BigEndian ? "big" : "little");
        writer.WriteNumber("bytes", info.FileSize);
        writer.WriteNumber("pageSize", info.PageSize);
        writer.WriteNumber("pages", info.PageCount);
        writer.WriteNumber("buckets", info.BucketCount);
        writer.WriteNumber("depth", info.Depth);
        writer.WriteNumber("records", contents.Records);
        writer.WriteNumber("storedBytes", contents.StoredBytes);
        writer.WriteString("trailingNul", contents.NulStyle);
        writer.WriteBoolean("aliasMap", contents.HasAliasMark);
        writer.WriteString("writtenBy", ProbableWriter.Of(info, contents));
    });
}
