using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Diff;
using MapKit.Platform;

namespace MapKit.Cli.Commands.Options;

/// <summary>One of the two tables of <c>diff</c>: a <c>pgsql:</c> table; a map if a type is given, or if the file has a map's suffix or content; else a source.</summary>
internal sealed class DiffOperand : IDisposable
{
    private readonly CommandEnvironment _environment;
    private readonly string _path;
    private readonly MapOperand? _map;
    private readonly ServerTable? _server;

    private DiffOperand(CommandEnvironment environment, string path, ServerTable server) => (_environment, _path, _server) = (environment, path, server);

    private DiffOperand(CommandEnvironment environment, string path, MapOperand? map, bool usesDatabase)
    {
        _environment = environment;
        _path = path;
        _map = map;
        UsesDatabase = usesDatabase;
    }

    /// <summary>Whether it is standard input.</summary>
    public bool IsInput => _map is null && _server is null && _path == "-";

    /// <summary>Whether it is a table on a server.</summary>
    public bool IsOnServer => _server is not null;

    /// <summary>Whether it is a table whose entries cannot be listed: the keys of the other table are looked up in it.</summary>
    public bool IsOnlyQueried => _server is { IsListable: false };

    /// <summary>Whether it was published as a table of passwords. Known after reading.</summary>
    public bool IsCredentials { get; private set; }

    /// <summary>Whether it is one of several databases in a file.</summary>
    public bool UsesDatabase { get; }

    /// <summary>The type of a map; null for a source.</summary>
    public MapType? Type => _map?.Reader.Type;

    /// <summary>The file.</summary>
    public string Path => _path;

    /// <summary>Finds the table, and opens it if it is a map.</summary>
    public static DiffOperand Find(string text, string? database, PostfixSettings settings, CommandEnvironment environment)
    {
        if (PostgreSqlTables.NameOf(text) is { } name) return new DiffOperand(environment, name, PostgreSqlTables.OpenServer(text, settings, environment));
        if (text == "-") return new DiffOperand(environment, text, null, false);
        var operand = TableOperand.Parse(text);
        var path = operand.Type is not null || !System.IO.Path.Exists(operand.Name) ? operand.FindMap() : operand.Name;
        if (operand.Type is null && !FilePresence.FileExists(path)) path = operand.Name;
        if (!IsMap(operand, path)) return new DiffOperand(environment, path, null, false);
        var usesDatabase = database is not null && MapFile.DatabasesIn(path).Count > 0;
        return new DiffOperand(environment, path, MapOperand.Open(operand, path, environment, usesDatabase ? database : null), usesDatabase);
    }

    /// <summary>Reads the whole table.</summary>
    /// <param name="options">How a source is compiled.</param>
    /// <param name="raw">Stored bytes.</param>
    /// <param name="otherType">The type of the other table: a source is read as it would be stored in that type.</param>
    /// <param name="diagnostics">Takes what is wrong with a source.</param>
    public TableContents Read(CompileOptions options, bool raw, MapType? otherType, IDiagnosticSink diagnostics)
    {
        if (_server is not null) return PostgreSqlTables.Query(ReadFromServer);
        if (_map is not null) return TableContents.OfMap(_map.Reader, raw);
        if (IsInput) return TableContents.OfSource(_environment.Input, "stdin", options, diagnostics, raw ? otherType : null);
        using var source = CompileOperation.OpenSource(_path);
        return TableContents.OfSource(source, _path, options, diagnostics, raw ? otherType : null);
    }

    /// <summary>The answers of a table that can only be queried, for the keys of another table.</summary>
    /// <param name="other">The other table.</param>
    public TableContents LookUp(TableContents other) => PostgreSqlTables.Query(() => TableContents.OfLookups(_server!.AsQueried, other));

    /// <inheritdoc/>
    public void Dispose()
    {
        _map?.Dispose();
        _server?.Dispose();
    }

    private TableContents ReadFromServer()
    {
        if (_server!.CheckEntries() is { } state)
        {
            IsCredentials = state.Published?.IsCredentials == true;
            if (state.Problem is { } problem) MapkitCommand.Note(_environment, $"{_path}: {problem}");
        }

        return TableContents.OfRecords(_server.Records);
    }

    private static bool IsMap(TableOperand operand, string path) =>
        operand.Type is not null
        || MapTypes.All.Any(type => path.EndsWith(MapTypes.SuffixOf(type), StringComparison.Ordinal))
        || (FilePresence.FileExists(path) && MapFile.IsMap(path));
}
