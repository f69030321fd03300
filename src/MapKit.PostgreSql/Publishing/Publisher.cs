using MapKit.PostgreSql.Connections;
using MapKit.PostgreSql.Content;
using MapKit.PostgreSql.Schema;

namespace MapKit.PostgreSql.Publishing;

/// <summary>Publishes tables: everything in one transaction, and only what differs.</summary>
/// <param name="session">A connection to the primary.</param>
/// <param name="options">How.</param>
internal sealed class Publisher(DatabaseSession session, PublicationOptions options)
{
    /// <summary>The channel on which listeners hear of a new generation.</summary>
    public const string Channel = "mapkit";

    /// <summary>Compares sources with what is published; changes nothing.</summary>
    public PublicationResult Compare(IReadOnlyList<SourceTable> sources)
    {
        var published = Catalogue.Tables(session).ToDictionary(table => table.Name, StringComparer.Ordinal);
        var tables = sources.Select(source => published.GetValueOrDefault(source.Name) is { Latest: { IsPresent: true } latest } table
            ? Unchanged(source, IsSame(table, latest, source) ? TableOutcome.Unchanged : TableOutcome.Changed)
            : Unchanged(source, TableOutcome.New)).ToList();
        tables.AddRange(Superfluous(published.Values, sources).Select(table => new TablePublication(table.Name, TableOutcome.Removed, 0, 0, 0, 0)));
        return new PublicationResult(Catalogue.Latest(session), tables.Exists(table => table.Outcome != TableOutcome.Unchanged), tables);
    }

    /// <summary>Publishes sources as a new generation, unless they are what is published.</summary>
    public PublicationResult Publish(IReadOnlyList<SourceTable> sources) => InTransaction(generation =>
    {
        var writer = new TableWriter(session, generation);
        var published = Catalogue.Tables(session);
        var tables = new List<TablePublication>();
        foreach (var source in sources)
        {
            var table = published.Find(table => table.Name == source.Name);
            if (table?.Latest is { IsPresent: true } latest && IsSame(table, latest, source))
            {
                tables.Add(Unchanged(source, TableOutcome.Unchanged));
                continue;
            }

            options.OnTable?.Invoke(source.Name);
            tables.Add(table is null ? writer.Create(source) : writer.Update(table, source));
        }

        tables.AddRange(Superfluous(published, sources).Select(writer.Remove));
        return tables;
    });

    /// <summary>Publishes the content of an earlier generation again, as a new one.</summary>
    /// <param name="target">The earlier generation.</param>
    /// <exception cref="DatabaseException">It is not kept.</exception>
    public PublicationResult Restore(long target) => InTransaction(
        generation =>
        {
            var (oldest, latest) = (Catalogue.Oldest(session), generation - 1);
            if (latest == 0) throw new DatabaseException("nothing is published, so nothing can be restored");
            if (target < oldest || target > latest) throw new DatabaseException($"generation {target} is not kept; generations {oldest} to {latest} can be restored (mapkit published lists them)");
            var then = Catalogue.TablesAt(session, target).ToDictionary(table => table.Id, table => table.Latest);
            var writer = new TableWriter(session, generation);
            var tables = new List<TablePublication>();
            foreach (var table in Catalogue.Tables(session))
            {
                var version = then.GetValueOrDefault(table.Id);
                var isSame = table.Latest is null || (table.Latest.IsPresent == (version?.IsPresent == true) && (!table.Latest.IsPresent || table.Latest.Digest.Equals(version!.Digest)));
                options.OnTable?.Invoke(table.Name);
                if (!isSame) tables.Add(writer.Restore(table, version, target));
                else if (table.Latest is { IsPresent: true } kept) tables.Add(new TablePublication(table.Name, TableOutcome.Unchanged, kept.Entries, 0, 0, 0) { IsCredentials = table.IsCredentials });
            }

            return tables;
        },
        target);

    private PublicationResult InTransaction(Func<long, List<TablePublication>> write, long? restores = null)
    {
        session.Execute("BEGIN");
        if (!session.Value<bool>("SELECT pg_try_advisory_xact_lock($1)", Migrations.Lock))
        {
            options.OnWaiting?.Invoke();
            session.ExecuteLong("SELECT pg_advisory_xact_lock($1)", Migrations.Lock);
        }

        // The server has answered; now it may be busy with entries.
        session.Limit = session.DataLimit;
        var role = session.Value<string>("SELECT session_user::text");
        session.Execute("SET LOCAL ROLE mapkit_publisher");
        session.Execute("SET LOCAL work_mem = '128MB'");
        session.Execute("SET LOCAL maintenance_work_mem = '256MB'");
        Migrations.Check(session);
        var latest = Catalogue.Latest(session);
        var generation = latest + 1;
        var tables = write(generation);
        if (tables.TrueForAll(table => table.Outcome == TableOutcome.Unchanged))
        {
            session.Execute("ROLLBACK");
            return new PublicationResult(latest, false, tables);
        }

        ShowDifferences(generation, tables);
        if (options.DryRun)
        {
            session.Execute("ROLLBACK");
            return new PublicationResult(latest, true, tables);
        }

        session.Execute(
            "INSERT INTO mapkit.generation (id, published, author, host, role, comment, restores) VALUES ($1, clock_timestamp(), $2, $3, $4, $5, $6)",
            generation, options.Author, options.Host, role, options.Comment, restores is { } number ? number : DBNull.Value);
        Forget(generation - options.Keep);
        session.Execute("SELECT pg_notify($1, $2)", Channel, generation.ToString(System.Globalization.CultureInfo.InvariantCulture));
        session.Commit();
        return new PublicationResult(generation, true, tables);
    }

    private void ShowDifferences(long generation, List<TablePublication> tables)
    {
        if (options.OnDifferences is not { } show) return;
        var writer = new TableWriter(session, generation);
        var published = Catalogue.Tables(session);
        foreach (var table in tables.Where(table => table.Outcome != TableOutcome.Unchanged))
        {
            var found = published.Find(known => known.Name == table.Name)!;
            show(table, writer.Differences(found, table.IsCreated));
        }
    }

    /// <summary>Removes the history before a generation, which stays the oldest that can be restored.</summary>
    private void Forget(long oldest)
    {
        if (session.Execute("DELETE FROM mapkit.generation WHERE id < $1", oldest) == 0) return;
        foreach (var table in Catalogue.Tables(session)) session.ExecuteLong($"DELETE FROM {table.Changes} WHERE generation <= $1", oldest);
        session.Execute(
            """
            DELETE FROM mapkit.table_version v WHERE generation < $1
            AND EXISTS (SELECT FROM mapkit.table_version w WHERE w.table_id = v.table_id AND w.generation > v.generation AND w.generation <= $1)
            """,
            oldest);
    }

    private IEnumerable<PublishedTable> Superfluous(IEnumerable<PublishedTable> published, IReadOnlyList<SourceTable> sources) =>
        !options.Prune ? [] : published.Where(table => table.Latest is { IsPresent: true } && !sources.Any(source => source.Name == table.Name));

    private static bool IsSame(PublishedTable table, TableVersion latest, SourceTable source) =>
        latest.Digest.Equals(source.Digest) && latest.Entries == source.Records.Count && table.IsCredentials == source.IsCredentials;

    private static TablePublication Unchanged(SourceTable source, TableOutcome outcome) => new(source.Name, outcome, source.Records.Count, 0, 0, 0) { IsCredentials = source.IsCredentials };
}
