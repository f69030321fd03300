using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Maps;
using MapKit.Operations.Status;
using MapKit.Platform;
using MapKit.Postfix;
using MapKit.Tables;

namespace MapKit.Cli.Rendering.Status;

/// <summary>Shell commands that fix a table. They can be pasted in the order of the tables and repeated.</summary>
internal sealed class StatusAdvice
{
    private readonly PostfixConfiguration _configuration;
    private readonly IReadOnlySet<string>? _supportedTypes;
    private readonly StatusReport _report;
    private readonly TypeChanges _changes;
    private readonly string[] _secretNames;

    /// <summary>Creates the advice for a report.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="supportedTypes">The types that the installed Postfix can open, or null.</param>
    /// <param name="report">The report.</param>
    public StatusAdvice(PostfixConfiguration configuration, IReadOnlySet<string>? supportedTypes, StatusReport report)
    {
        _configuration = configuration;
        _supportedTypes = supportedTypes;
        _report = report;
        _secretNames = [.. report.Tables.Where(table => table.ShownName != table.Name).Select(table => table.Name)];
        _changes = new TypeChanges(configuration, report.Tables.Select(table => table.Reference).OfType<TableReference>());
        foreach (var table in report.Tables)
        {
            if (table.Reference is { } reference && OtherTypeOf(table) is { } type) _changes.Add(reference, type);
        }
    }

    private string Postconf => $"postconf -c {ShellWord.Quote(_configuration.Main.Directory)}";

    /// <summary>The commands, each of which can be pasted; none if there is nothing to do, or no command can do it.</summary>
    public IEnumerable<string> For(TableStatus table)
    {
        // A new map of passwords is readable by those who may read its source.
        foreach (var command in table.Notes.SelectMany(note => Protect(table, note))) yield return command;
        foreach (var command in OfState(table)) yield return command;
        foreach (var command in Retype(table)) yield return command;
        if (table.Notes.Any(note => note.Kind == TableNoteKind.NotInAliasMaps)) yield return AddToAliasMaps();
    }

    /// <summary>An advice that precedes the commands, or replaces them if there are none; null for none.</summary>
    public string? HelpFor(TableStatus table) => table switch
    {
        { State: TableState.Missing } when MakeEmpty(table).Any() => "Postfix defers mail that needs this table; restore the file, or make an empty one:",
        { State: TableState.Missing } => "Postfix defers mail that needs this table; restore the file",
        { State: TableState.Damaged, SourcePath: null, Role.IsCache: false } => "there is no source; save what can still be read, and check it before it becomes the source:",
        { State: TableState.Unsupported } when TableTypes.PackageOf(table.Type) is { } package => $"install the package that provides this type: {package}{(OtherTypeOf(table) is null ? "" : "; or change the type:")}",
        _ => null,
    };

    private IEnumerable<string> OfState(TableStatus table) => table switch
    {
        { CanCompile: true } => [Compile(table, table.MapType!.Value, table.SourcePath!, table is { State: TableState.Damaged, FoundType: null })],
        { State: TableState.Missing } => MakeEmpty(table),
        { State: TableState.NoSource, MapPath: { } map, Role.ValuesAreFiles: false } => [DumpAsSource(table, map)],
        { State: TableState.Damaged or TableState.WrongType, MapPath: { } map, Role.IsCache: true } => [$"rm {ShellWord.Quote(map)} && postfix -c {ShellWord.Quote(_configuration.Main.Directory)} reload"],
        { State: TableState.WrongType, MapPath: { } map, SourcePath: null } when !IsShared(table) =>
            [$"mapkit convert --in-place {ShellWord.Quote(map)} {ShellWord.Quote($"{MapTypes.NameOf(table.MapType!.Value)}:{WithoutSuffix(map)}")}"],
        { State: TableState.Damaged, MapPath: { } map, SourcePath: null } => Salvage(table, map),
        { State: TableState.Unsupported, Role.IsCache: false } when OtherTypeOf(table) is { } other => MakeOther(table, other),
        _ => [],
    };

    private static string Compile(TableStatus table, MapType type, string source, bool force = false) =>
        $"mapkit compile {(force ? "--force " : "")}{(table.Role.ValuesAreFiles ? "-F " : "")}{FormatOption(table, source)}{ShellWord.Quote($"{MapTypes.NameOf(type)}:{source}")}";

    private static string FormatOption(TableStatus table, string source) =>
        table.Role.ValuesAreFiles || TableFormat.ForFileName(source) == table.Role.Format ? "" : $"-f {table.Role.Format.Name} ";

    /// <summary>Only for tables that consist of one file: an empty file has no defined meaning for other types, such as ldap.</summary>
    private static IEnumerable<string> MakeEmpty(TableStatus table)
    {
        var path = table.Name;
        if (!path.StartsWith('/') || (table.MapType is null && table.Type is not ("texthash" or "regexp" or "pcre" or "cidr"))) return [];
        var folder = Path.GetDirectoryName(path)!;
        var make = $"{(FilePresence.FolderExists(folder) ? "" : $"mkdir -p {ShellWord.Quote(folder)} && ")}touch {ShellWord.Quote(path)}";
        if (table.Role.IsSecret) make = $"(umask 077; {make})";
        return [table.MapType is { } type ? $"{make} && {Compile(table, type, path)}" : make];
    }

    private static string DumpAsSource(TableStatus table, string map)
    {
        var source = ShellWord.Quote(WithoutSuffix(map));
        return table.Role.Format.IsSecret
            ? $"(umask 077; mapkit dump --as source --show-secrets {ShellWord.Quote(map)} > {source})"
            : $"mapkit dump --as source {ShellWord.Quote(map)} > {source}";
    }

    /// <summary>The salvaged entries have to be checked before they replace the source: they may be incomplete.</summary>
    private static IEnumerable<string> Salvage(TableStatus table, string map)
    {
        var source = WithoutSuffix(map);
        yield return $"mapkit verify --salvage {ShellWord.Quote(source + ".salvaged")} {ShellWord.Quote(map)}";
        if (!table.Role.ValuesAreFiles && table.MapType is { } type) yield return $"mv {ShellWord.Quote(source + ".salvaged")} {ShellWord.Quote(source)} && {Compile(table, type, source, table.FoundType is null)}";
    }

    private static IEnumerable<string> MakeOther(TableStatus table, string type)
    {
        if (table.SourcePath is { } source && MapTypes.TryParse(type, out var other)) return [Compile(table, other, source)];
        return table is { MapPath: { } map, FoundType: not null } ? [$"mapkit convert {ShellWord.Quote(map)} {ShellWord.Quote($"{type}:{WithoutSuffix(map)}")}"] : [];
    }

    private static string WithoutSuffix(string map) => map[..^Path.GetExtension(map).Length];

    private IEnumerable<string> Retype(TableStatus table)
    {
        var tables = IsShared(table) ? _report.Tables.Where(other => other.MapPath == table.MapPath) : [table];
        return tables.Select(other => other.Reference).OfType<TableReference>().SelectMany(_changes.For).Select(Set).OfType<string>().Distinct();
    }

    /// <summary>The type to use instead, if the table's own type is unsupported.</summary>
    private string? OtherTypeOf(TableStatus table) => table switch
    {
        { State: TableState.Unsupported, MapType: not null } => OtherTypes(table.Role.IsCache).FirstOrDefault(type => _supportedTypes?.Contains(type) == true),
        _ when IsShared(table) && TypeOfShared(table) is var type && type != table.Type => type,
        _ => null,
    };

    /// <summary>The types that every distribution has. For a cache, only those in which Postfix changes single records.</summary>
    private IEnumerable<string> OtherTypes(bool isCache) => MapEngines.All
        .Where(engine => !engine.NeedsBerkeleyDb && (!isCache || engine.Postfix.RefusalToChange(_configuration.Main.Version) is null))
        .Select(engine => engine.Name);

    /// <summary>The type of the existing file, else that of the first table that names it.</summary>
    private string TypeOfShared(TableStatus table)
    {
        var tables = _report.Tables.Where(other => other.MapPath == table.MapPath && other.Reference is not null).ToArray();
        return tables.Select(other => other.FoundType).FirstOrDefault(found => found is not null) is { } type ? MapTypes.NameOf(type) : tables[0].Type;
    }

    private static bool IsShared(TableStatus table) => table.Notes.Any(note => note.Kind == TableNoteKind.SharedFile);

    /// <summary>Null if the command would show a secret, or no command can set the value.</summary>
    private string? Set(ParameterChange change)
    {
        if (_secretNames.Any(name => change.Value.Contains(name, StringComparison.Ordinal))) return null;
        if (change.Service is not { } service) return Set(change.Parameter, change.Value);
        return change.ValueWithoutWhitespace() is { } value ? $"{Postconf} -P {ShellWord.Quote($"{service}/{change.Parameter}={value}")}" : null;
    }

    private string Set(string parameter, string value) => $"{Postconf} -e {ShellWord.Quote($"{parameter} = {value}")}";

    /// <summary>Adds all tables that alias_maps lacks, whichever table the advice is for.</summary>
    private string AddToAliasMaps()
    {
        var missing = _report.Tables.Where(table => table.Notes.Any(note => note.Kind == TableNoteKind.NotInAliasMaps)).Select(table => $"{table.Reference}");
        var maps = _configuration.Main.GetUnexpanded("alias_maps");
        return Set("alias_maps", string.Join(", ", string.IsNullOrEmpty(maps) ? missing : missing.Prepend(maps)));
    }

    /// <summary>Proxymap opens a map with the rights of Postfix's own user, who reads it through its group.</summary>
    private IEnumerable<string> Protect(TableStatus table, TableNote note)
    {
        if (note.Kind is not (TableNoteKind.ReadableByAll or TableNoteKind.ReadableByGroup)) return [];
        var proxied = note.Paths.Where(path => path == table.MapPath && table.IsProxied).Select(ShellWord.Quote).ToArray();
        var own = note.Paths.Select(ShellWord.Quote).Except(proxied).ToArray();
        return
        [
            .. own.Length > 0 ? [$"chmod 600 {string.Join(' ', own)}"] : Array.Empty<string>(),
            .. proxied.Select(path => $"chgrp \"$(id -gn {ShellWord.Quote(MailOwner())})\" {path} && chmod 640 {path}"),
        ];
    }

    private string MailOwner()
    {
        try
        {
            return _configuration.Get("mail_owner") ?? "";
        }
        catch (ConfigurationException)
        {
            return "";
        }
    }
}
