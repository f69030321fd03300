using System.Buffers;
using System.CommandLine;
using System.Text;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Maps;
using MapKit.Operations.Dump;
using MapKit.Records;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit dump</c>: all records of a map.</summary>
internal static class DumpCommand
{
    private static readonly Argument<string> Map = new("MAP") { Description = "[TYPE:]MAP" };
    private static readonly Option<string> As = new Option<string>("--as") { Description = "Output form: text prints KEY<tab>VALUE, source a source that compiles to the same records, json one object per line", DefaultValueFactory = _ => "text" }
        .Among("text", "json", "source");

    private static readonly Option<bool> Json = new("--json") { Description = "Same as --as json" };
    private static readonly Option<bool> Raw = new("--raw") { Description = "Print the stored bytes: NULs and all bytes that are not printable ASCII as \\xNN" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("dump", "Print all records of a map, in the order of the file.")
        {
            Map, MapOperand.Database, ConfigurationOption.Folder, As, Json, Raw, SecretOption.ShowSecrets, DumpSource.Format, DumpSource.AliasNames, KeyOptions.NoFold, KeyOptions.NoUtf8,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var asSource = arguments.GetRequiredValue(As) == "source";
        if (asSource && (arguments.GetValue(Json) || arguments.GetValue(Raw))) throw new FormatException("--as source cannot be used with --json or --raw");
        using var map = MapOperand.Open(arguments.GetRequiredValue(Map), environment, arguments.GetValue(MapOperand.Database));
        var settings = ConfigurationOption.Read(arguments, environment);
        var mask = SecretOption.MaskOf(arguments, settings, null, map.Path);
        if (asSource) return DumpSource.Run(arguments, map, settings, mask, environment);
        var raw = arguments.GetValue(Raw);
        var json = arguments.GetValue(Json) || arguments.GetRequiredValue(As) == "json";
        if (mask.Hides) MapkitCommand.Note(environment, $"{map.Path}: {SecretOption.Hint}");

        // The common case is written directly from the page.
        var isPlain = !json && !raw && !mask.Hides;
        DumpOperation.Run(map.Reader, (in MapRecord record, IBufferWriter<byte> output) =>
        {
            if (isPlain && !mask.HidesByContent(record.Value.Span))
            {
                RecordText.WriteText(output, StoredText.UpToNul(record.Key.Span), StoredText.UpToNul(record.Value.Span));
                return;
            }

            var key = mask.Key(raw ? record.Key : StoredText.UpToNul(record.Key), record.Value);
            var value = mask.ValueWithUser(raw ? record.Value : StoredText.UpToNul(record.Value));
            if (json) RecordText.WriteJson(output, key, value, raw);
            else if (raw) RecordText.WriteText(output, Encoding.ASCII.GetBytes(EscapedBytes.Escape(key.Span)), Encoding.ASCII.GetBytes(EscapedBytes.Escape(value.Span)));
            else RecordText.WriteText(output, key.Span, value.Span);
        }, environment.Output.Write);
        return MapkitCommand.Success;
    }
}
