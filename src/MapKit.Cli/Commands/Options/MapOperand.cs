using System.CommandLine;
using MapKit.Maps;

namespace MapKit.Cli.Commands.Options;

/// <summary>Opens the map that an operand of <c>query</c>, <c>dump</c> or <c>info</c> means.</summary>
internal sealed class MapOperand : IDisposable
{
    private MapOperand(string path, IMapReader reader)
    {
        Path = path;
        Reader = reader;
    }

    /// <summary>The option that names one of several databases in a file.</summary>
    public static readonly Option<string?> Database = new("--database") { HelpName = "NAME", Description = "Named database of a Berkeley DB or LMDB file" };

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The open map.</summary>
    public IMapReader Reader { get; }

    /// <summary>Opens a map. If the file has another type than the one given, the file's type is used, with a note.</summary>
    /// <param name="text">The operand.</param>
    /// <param name="environment">Where the note goes.</param>
    /// <param name="database">Name of the database in the file, or null if the file is one database.</param>
    public static MapOperand Open(string text, CommandEnvironment environment, string? database = null)
    {
        var operand = TableOperand.Parse(text);
        return Open(operand, operand.FindMap(), environment, database);
    }

    /// <summary>Opens the map in a file.</summary>
    public static MapOperand Open(TableOperand operand, string path, CommandEnvironment environment, string? database)
    {
        var reader = OpenMap(path, database);
        var found = MapTypes.NameOf(reader.Type);
        if (operand.Type is { } named && named != reader.Type)
            MapkitCommand.Note(environment, $"{path}: holds a map of type {found}, not {MapTypes.NameOf(named)}; reading it as {found}");
        else if (operand.Type is null && !path.EndsWith(MapTypes.SuffixOf(reader.Type), StringComparison.Ordinal) && System.IO.Path.HasExtension(path))
            MapkitCommand.Note(environment, $"{path}: holds a map of type {found}, despite its suffix");
        return new MapOperand(path, reader);
    }

    private static IMapReader OpenMap(string path, string? database)
    {
        try
        {
            return MapFile.Open(path, database);
        }
        catch (MapFormatException exception) when (OpenDkimTable.IsNamed(path))
        {
            throw new FormatException($"{path}: {OpenDkimTable.Description}", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Reader.Dispose();
}
