using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Linting.Allowances;
using MapKit.Linting.Configuration;
using MapKit.Loading;
using MapKit.Operations.Compile;
using MapKit.Operations.Lint;
using MapKit.Platform;
using MapKit.Records;

namespace MapKit.PostgreSql.Publishing;

/// <summary>Reads sources as compile does, with the findings of lint, also of several tables together.</summary>
/// <param name="sources">All sources.</param>
/// <param name="system">The configuration that uses them; null if unknown.</param>
/// <param name="options">How they are read.</param>
internal sealed class SourceReader(IReadOnlyList<TableSource> sources, MailSystem? system, CompileOptions options)
{
    /// <summary>Reads the sources.</summary>
    /// <param name="sinkOf">Returns the receiver of the findings about a source.</param>
    /// <param name="onTable">Called before each source is read.</param>
    /// <param name="hasErrors">Whether there were findings of severity error.</param>
    /// <exception cref="IOException">A source cannot be read.</exception>
    public List<SourceTable> Read(Func<TableSource?, IDiagnosticSink> sinkOf, Action<TableSource>? onTable, out bool hasErrors)
    {
        var together = new TablesTogether([.. sources.Select(source => source.Format)], system);
        var tables = new List<SourceTable>();
        hasErrors = false;
        foreach (var source in sources)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            onTable?.Invoke(source);
            var sink = new CountingSink(sinkOf(source));
            tables.Add(Read(source, together, sink));
            hasErrors |= sink.HasErrors;
        }

        var last = new CountingSink(sinkOf(null));
        together.Report(last);
        hasErrors |= last.HasErrors;
        return tables;
    }

    private SourceTable Read(TableSource source, TablesTogether together, CountingSink sink)
    {
        using var file = SourceFile.OpenText(source.Path);
        var read = options with
        {
            Types = [],
            Format = source.Format,
            ValuesAreFiles = source.ValuesAreFiles,
            ValueFiles = source.ValuesAreFiles ? new ValueFiles(FileSystemIdentity.OwnerOf(file.Identity, options.Version)) : null,
            OnSourceRead = length => file.CheckRead(source.Path, length),
        };
        var check = new SourceCheck(
            new LintContext
            {
                Path = source.Path,
                Format = source.Format,
                IsGuessed = source.IsGuessed,
                Folding = options.Folding,
                Utf8 = options.Utf8,
                ForCompile = true,
            },
            read);
        using (check.Loader)
        {
            check.Load(file.Stream, together.Rules);
            together.Add(check.Context);
            AllowedFindings.Pass(check.Context, Severity.Warning, sink);
            return new SourceTable(source.Name, source.Format, source.IsCredentials, check.Loader);
        }
    }
}
