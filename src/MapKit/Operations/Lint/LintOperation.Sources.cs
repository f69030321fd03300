using MapKit.Configuration.Clients;
using MapKit.Linting;
using MapKit.Linting.Sources;
using MapKit.Loading;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Tables;
using MapKit.Tables.Lists;

namespace MapKit.Operations.Lint;

/// <content>Reading of single sources: tables, tables of patterns, match lists and settings of clients.</content>
public sealed partial class LintOperation
{
    /// <summary>Reads one table.</summary>
    /// <param name="path">The source.</param>
    /// <param name="format">Its format, or null to guess it from the file name.</param>
    /// <param name="types">The map types to which it will be compiled: only lmdb limits the key length.</param>
    /// <exception cref="IOException">The source cannot be read; the message names the path. Other tables can be read anyway.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public void Read(string path, TableFormat? format, params IReadOnlyList<MapType> types)
    {
        using var root = EnterFiles();
        using var source = SourceFile.OpenText(path);
        Read(source.Stream, path, isFile: true, format, types);
    }

    /// <summary>Reads one table from a stream, such as standard input.</summary>
    /// <param name="source">The bytes; not disposed. If they can be read only once, they are kept in memory.</param>
    /// <param name="name">Name of the source in findings, such as <c>stdin</c>.</param>
    /// <param name="format">Its format, or null to guess it from the name.</param>
    /// <param name="types">The map types to which it will be compiled: only lmdb limits the key length.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Read(Stream source, string name, TableFormat? format, params IReadOnlyList<MapType> types) =>
        Read(source, name, isFile: false, format, types);

    /// <summary>Reads one table of patterns or networks, which Postfix reads directly, without a map. The file name gives the format of its results.</summary>
    /// <param name="path">The source.</param>
    /// <param name="type">Its type.</param>
    /// <exception cref="IOException">The source cannot be read; the message names the path. Other tables can be read anyway.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public void ReadRules(string path, RuleTableType type) => ReadRules(path, type, null);

    /// <summary>Reads one table of patterns or networks, which Postfix reads directly, without a map.</summary>
    /// <param name="path">The source.</param>
    /// <param name="type">Its type.</param>
    /// <param name="format">The format of its results, or null to guess it from the file name.</param>
    /// <exception cref="IOException">The source cannot be read; the message names the path. Other tables can be read anyway.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public void ReadRules(string path, RuleTableType type, TableFormat? format)
    {
        using var root = EnterFiles();
        using var source = SourceFile.OpenText(path);
        ReadRules(source.Stream, path, isFile: true, type, format);
    }

    /// <summary>Reads one table of patterns or networks from a stream, such as standard input. The name gives the format of its results.</summary>
    /// <param name="source">The bytes; not disposed. If they can be read only once, they are kept in memory.</param>
    /// <param name="name">Name of the source in findings, such as <c>stdin</c>.</param>
    /// <param name="type">Its type.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void ReadRules(Stream source, string name, RuleTableType type) => ReadRules(source, name, type, null);

    /// <summary>Reads one table of patterns or networks from a stream, such as standard input.</summary>
    /// <param name="source">The bytes; not disposed. If they can be read only once, they are kept in memory.</param>
    /// <param name="name">Name of the source in findings, such as <c>stdin</c>.</param>
    /// <param name="type">Its type.</param>
    /// <param name="format">The format of its results, or null to guess it from the name.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void ReadRules(Stream source, string name, RuleTableType type, TableFormat? format) => ReadRules(source, name, isFile: false, type, format);

    /// <summary>Reads a file that a match list such as <c>mydestination</c> names as <c>/file</c>. It is not a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What the list is compared with.</param>
    /// <exception cref="IOException">The file cannot be read; the message names the path. Other files can be read anyway.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public void ReadList(string path, MatchListKind kind) => ReadList(path, new MatchListUse(kind));

    /// <summary>As above, with what is known of the list.</summary>
    internal void ReadList(string path, MatchListUse use)
    {
        using var root = EnterFiles();
        using var source = SourceFile.OpenText(path);
        ReadList(source.Stream, path, use);
    }

    /// <summary>As above, with what is known of the list.</summary>
    internal void ReadList(Stream source, string name, MatchListUse use)
    {
        var context = new LintContext { Path = name, Format = TableFormat.Plain, Folding = KeyFolding.None, IsPatternTable = true };
        new ListSourceCheck(context).Run(source, use);
        _tables.Add(context);
    }

    /// <summary>Reads the settings of a client, such as those of <c>mysql:/etc/postfix/mysql.cf</c>. They are not a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">The type of the table.</param>
    /// <exception cref="IOException">The file cannot be read; the message names the path. Other files can be read anyway.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public void ReadClientSettings(string path, ClientType type)
    {
        using var root = EnterFiles();
        using var source = SourceFile.OpenText(path);
        ReadClientSettings(source.Stream, path, isFile: true, type);
    }

    /// <summary>As above, from a stream.</summary>
    internal void ReadClientSettings(Stream source, string name, bool isFile, ClientType type)
    {
        var context = new LintContext { Path = name, Format = TableFormat.Plain, Folding = KeyFolding.None, IsFile = isFile, IsPatternTable = true };
        new ClientSettingsSource(context).Run(source, type);
        _tables.Add(context);
    }

    private void Read(Stream source, string name, bool isFile, TableFormat? format, IReadOnlyList<MapType> types)
    {
        var context = new LintContext
        {
            Path = name,
            Format = format ?? TableFormat.ForFileName(name),
            Folding = _options.Utf8 ? KeyFolding.Unicode : KeyFolding.Ascii,
            Utf8 = _options.Utf8,
            IsFile = isFile,
            IsGuessed = format is null,
            Version = KnownVersion,
        };
        _tables.Add(context);
        if (ReportNotText(source, context)) return;
        var check = new SourceCheck(context, new CompileOptions { Types = types, Utf8 = _options.Utf8, Folding = context.Folding });
        check.Load(source, _acrossTables);
    }

    private void ReadRules(Stream source, string name, bool isFile, RuleTableType type, TableFormat? format)
    {
        var context = new LintContext
        {
            Path = name,
            Format = format ?? TableFormat.ForRules(name),
            Folding = KeyFolding.None,
            IsFile = isFile,
            IsGuessed = format is null,
            IsPatternTable = true,
            RuleType = type,
            Version = KnownVersion,
        };
        _tables.Add(context);
        if (!ReportNotText(source, context)) new RuleSourceCheck(context, _options, _system).Run(source, type);
    }

    /// <summary>Reports a source that is not text. Nothing else in it is worth a finding.</summary>
    private static bool ReportNotText(Stream source, LintContext context)
    {
        Span<byte> start = stackalloc byte[NotText.Examined];
        int length;
        if (source is FileStream { CanSeek: true } file) length = RandomAccess.Read(file.SafeFileHandle, start, 0);
        else if (source is MemoryStream memory && memory.TryGetBuffer(out var bytes)) bytes.AsSpan()[..(length = Math.Min(start.Length, bytes.Count))].CopyTo(start);
        else return false;

        if (NotText.Find(context.Path, start[..length]) is not { } finding) return false;
        context.Report(finding);
        return true;
    }
}
