using System.Buffers;
using MapKit.Configuration;
using MapKit.Maps;
using MapKit.Operations;
using MapKit.Tables;

namespace MapKit.Cli.Rendering.Status;

/// <summary>What to do about a table, as commands for a shell.</summary>
/// <param name="configuration">The configuration.</param>
/// <param name="supportedTypes">The types that the installed Postfix can open, or null.</param>
internal sealed class StatusAdvice(PostfixConfiguration configuration, IReadOnlySet<string>? supportedTypes)
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-");
    private static readonly MapType[] OtherTypes = [MapType.Lmdb, MapType.Cdb];

    /// <summary>The commands, each of which can be pasted; none where there is nothing to do, or nothing that a command does.</summary>
    public IEnumerable<string> For(TableStatus table)
    {
        if (OfState(table) is { } command) yield return command;
        foreach (var note in table.Notes)
        {
            if (note.Kind is TableNoteKind.ReadableByAll or TableNoteKind.ReadableByGroup) yield return $"chmod 600 {string.Join(' ', note.Paths.Select(Quoted))}";
            else if (note.Kind == TableNoteKind.NotInAliasMaps) yield return AddToAliasMaps(table);
        }
    }

    /// <summary>A word as a shell takes it.</summary>
    private static string Quoted(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private string? OfState(TableStatus table) => table switch
    {
        { CanCompile: true } => $"mapkit compile {FormatOption(table)}{Quoted($"{MapTypes.NameOf(table.MapType!.Value)}:{table.SourcePath}")}",
        { State: TableState.NoSource, MapPath: { } map } => DumpAsSource(table, map),
        { State: TableState.Damaged, MapPath: { } map, Role.IsCache: false } => $"mapkit verify --salvage {Quoted(WithoutSuffix(map) + ".salvaged")} {Quoted(map)}",
        { State: TableState.Unsupported, MapType: not null, SourcePath: { } source } when Other() is { } other => $"mapkit compile -t {other} {FormatOption(table)}{Quoted(source)}",
        _ => null,
    };

    private static string DumpAsSource(TableStatus table, string map)
    {
        var source = Quoted(WithoutSuffix(map));
        return table.Role.Format.IsSecret
            ? $"(umask 077; mapkit dump --as source --show-secrets {Quoted(map)} > {source})"
            : $"mapkit dump --as source {Quoted(map)} > {source}";
    }

    private static string FormatOption(TableStatus table) =>
        TableFormat.ForFileName(table.SourcePath!) == table.Role.Format ? "" : $"-f {table.Role.Format.Name} ";

    private static string WithoutSuffix(string map) => map[..^Path.GetExtension(map).Length];

    private string? Other() => OtherTypes.Select(MapTypes.NameOf).FirstOrDefault(type => supportedTypes?.Contains(type) == true);

    private string AddToAliasMaps(TableStatus table)
    {
        var value = configuration.Main.GetUnexpanded("alias_maps") is { Length: > 0 } maps ? $"{maps}, {table.Reference}" : $"{table.Reference}";
        return $"postconf -c {Quoted(configuration.Main.Directory)} -e {Quoted($"alias_maps = {value}")}";
    }
}
