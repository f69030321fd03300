using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Lookup.Probes;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit query</c>: one exact probe, as <c>postmap -q</c>.</summary>
internal static class QueryCommand
{
    private const int KeysAtOnce = 1 << 17;
    private const int BytesAtOnce = 8 << 20;

    private static readonly Argument<string> Key = new("KEY") { Description = "Key to look up. - reads keys from standard input and prints KEY<tab>VALUE" };
    private static readonly Argument<string[]> Maps = new("MAP") { Description = "[TYPE:]MAP to search, in this order; any type that Postfix can query, such as regexp:FILE", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("query", "Look up one key, exactly as postmap -q does.")
        {
            Key, Maps, ConfigurationOption.Folder, KeyOptions.NoFold, KeyOptions.NoUtf8, KeyOptions.Nul, MapOperand.Database, Json, SecretOption.ShowSecrets,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var settings = ConfigurationOption.Read(arguments, environment);
        var names = arguments.GetRequiredValue(Maps);
        RefuseSwapped(arguments.GetRequiredValue(Key), names);
        PostgreSqlTables.PassOn(names);
        using var tables = new QueriedTables(
            names, KeyOptions.FoldingOf(arguments, settings), KeyOptions.NulOf(arguments), path => SecretOption.MaskOfAnswers(arguments, settings, names, path),
            arguments.GetValue(MapOperand.Database), settings, environment);
        var json = arguments.GetValue(Json);

        if (arguments.GetRequiredValue(Key) is var key && key != "-")
        {
            if (!tables.TryFind(LosslessText.ToBytes(key), out var value)) return MapkitCommand.No;
            if (json) WriteJson(environment, LosslessText.ToBytes(key), value.Span);
            else WriteLine(environment, default, value.Span);
            return MapkitCommand.Success;
        }

        return AnswerLines(tables, json, environment) ? MapkitCommand.Success : MapkitCommand.No;
    }

    /// <summary>A table in the place of the key, and no table in that of the table.</summary>
    private static void RefuseSwapped(string key, string[] names)
    {
        if (names is [var name] && IsTable(key) && !IsTable(name)) throw new FormatException($"{name}: no such table; the key comes first: mapkit query {name} {key}");

        static bool IsTable(string text) =>
            QueriedTable.HasType(text) || FilePresence.FileExists(text) || MapTypes.All.Any(type => FilePresence.FileExists(text + MapTypes.SuffixOf(type)));
    }

    private static bool AnswerLines(QueriedTables tables, bool json, CommandEnvironment environment)
    {
        var (found, isFile) = (false, environment.InputIsFile);
        using var lines = new PhysicalLineReader(environment.Input);
        if (!lines.Read(out var line)) return false;
        if (tables.CreateBatch() is not { } batch) return AnswerOneByOne(lines, line, tables, json, environment);
        do
        {
            batch.Add(line);

            // A program may write a key to a pipe and wait for the answer.
            if (batch.Count < KeysAtOnce && batch.Length < BytesAtOnce && (isFile || lines.HasLine)) continue;
            found |= Answer(batch, tables, json, environment);
            if (!isFile && !lines.HasLine) environment.Output.Flush();
        }
        while (lines.Read(out line));

        return found | Answer(batch, tables, json, environment);
    }

    /// <summary>A table of patterns has no order on disk that batches could follow.</summary>
    private static bool AnswerOneByOne(PhysicalLineReader lines, ReadOnlySpan<byte> line, QueriedTables tables, bool json, CommandEnvironment environment)
    {
        var found = false;
        do
        {
            if (tables.TryFind(line, out var value))
            {
                found = true;
                if (json) WriteJson(environment, line, value.Span);
                else WriteLine(environment, line, value.Span);
            }

            if (!environment.InputIsFile && !lines.HasLine) environment.Output.Flush();
        }
        while (lines.Read(out line));

        return found;
    }

    private static bool Answer(ProbeBatch batch, QueriedTables tables, bool json, CommandEnvironment environment)
    {
        var found = false;
        environment.Output.ThrowIfClosedByReader();
        batch.Ask();
        for (var i = 0; i < batch.Count; i++)
        {
            if (!tables.TryFind(batch, i, out var value)) continue;
            found = true;
            if (json) WriteJson(environment, batch.Key(i), value.Span);
            else WriteLine(environment, batch.Key(i), value.Span);
        }

        batch.Clear();
        return found;
    }

    private static void WriteJson(CommandEnvironment environment, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var keyBytes = key.ToArray();
        var valueBytes = value.ToArray();
        Rendering.JsonLine.Write(environment.Output, "answer", writer =>
        {
            Rendering.JsonLine.WriteBytes(writer, "key", keyBytes);
            Rendering.JsonLine.WriteBytes(writer, "value", valueBytes);
        });
    }

    private static void WriteLine(CommandEnvironment environment, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (!key.IsEmpty)
        {
            environment.Output.Write(key);
            environment.Output.Write("\t"u8);
        }

        environment.Output.Write(value);
        environment.Output.Write("\n"u8);
    }
}
