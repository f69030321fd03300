using MapKit.Operations.Compile;
using MapKit.Platform;
using MapKit.PostgreSql.Connections;
using MapKit.PostgreSql.Content;
using MapKit.PostgreSql.Schema;

namespace MapKit.PostgreSql.Pulling;

/// <summary>Fetches what is newer than the maps of this host, makes new maps beside the old ones, and switches them together.</summary>
/// <param name="options">Which maps, and how.</param>
internal sealed class Puller(PullOptions options)
{
    /// <summary>Makes all maps current.</summary>
    /// <param name="session">A connection to the primary or to a replica.</param>
    /// <exception cref="IOException">Something failed: no map was changed.</exception>
    public PullResult Run(DatabaseSession session)
    {
        using var held = Hold();
        var state = PullState.Read(options.StatePath);
        var builds = new List<MapBuild>();
        try
        {
            var result = Build(session, state, builds);
            var maps = Switch(builds, state);
            if (!options.CheckOnly)
            {
                state.Generation = result.Generation;
                state.Write();
            }

            return result with { Maps = maps };
        }
        finally
        {
            foreach (var build in builds) build.Dispose();
        }
    }

    /// <summary>Makes the maps that are not current, in one snapshot of the database.</summary>
    private PullResult Build(DatabaseSession session, PullState state, List<MapBuild> builds)
    {
        // All tables of one moment.
        session.Limit = null;
        session.Execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        try
        {
            Migrations.Check(session);
            var latest = Catalogue.Latest(session);
            if (latest == 0) throw new DatabaseException("nothing is published yet; publish first: mapkit publish") { IsTransient = true };
            var notes = new List<string>();
            var published = Catalogue.Tables(session).ToDictionary(table => table.Name, StringComparer.Ordinal);
            var found = 0;
            foreach (var map in options.Maps)
            {
                options.Cancellation.ThrowIfCancellationRequested();
                if (published.GetValueOrDefault(map.Table) is not { } table) continue;
                found++;
                if (table.Latest is not { } version)
                    throw new DatabaseException($"{map.Table} holds credentials, which {session.User} may not read: GRANT mapkit_credentials TO {session.User}");
                if (!version.IsPresent) notes.Add($"{map.Path}: {map.Table} is no longer published; the map stays as it is");
                else if (Build(session, map, table, version, state) is { } build) builds.Add(build);
            }

            if (found == 0) throw new DatabaseException($"none of the tables that main.cf names is published; it names {Named()}, and published are {Listed(published.Keys)}");
            return new PullResult(latest, [], notes);
        }
        finally
        {
            End(session);
        }
    }

    private MapBuild? Build(DatabaseSession session, PulledMap map, PublishedTable table, TableVersion version, PullState state)
    {
        var has = state.DigestOf(map.Path);
        if (has is null && (has = MapBuild.DigestOf(map)) is { } read) state.Set(map.Path, read);
        if (has?.Equals(version.Digest) == true) return null;
        options.OnMap?.Invoke(map);
        var build = new MapBuild(map with { IsSecret = map.IsSecret || table.IsCredentials });
        try
        {
            if (has is { } digest && Changes(session, table, version, digest) is { } changes)
            {
                build.TakeOld(changes);
                build.Write(options);
                if (build.Digest.Equals(version.Digest)) return build;

                // Another program has changed the map since it was read.
                build.Dispose();
                build = new MapBuild(build.Map);
            }

            build.TakeAll(session, table, options.Cancellation);
            build.Write(options);
            if (!build.Digest.Equals(version.Digest)) throw new DatabaseException($"{map.Path}: the entries of {table.Name} do not have the published digest; no map was changed. Publish the table again: mapkit publish") { IsTransient = true };
            return build;
        }
        catch
        {
            build.Dispose();
            throw;
        }
    }

    /// <summary>The changes from the version that has a digest; null if it is unknown, or if the whole table is less.</summary>
    private static List<(byte[] Key, byte[]? Value)>? Changes(DatabaseSession session, PublishedTable table, TableVersion version, TableDigest digest)
    {
        // As long as a version is kept, so are all later changes.
        var from = session.Value<long>("SELECT coalesce(max(generation), 0) FROM mapkit.table_version WHERE table_id = $1 AND digest = $2 AND present", table.Id, digest.ToBytes());
        if (from == 0) return null;
        var count = session.Value<long>("SELECT coalesce(sum(added + removed + changed), 0)::bigint FROM mapkit.table_version WHERE table_id = $1 AND generation > $2", table.Id, from);
        if (count > version.Entries) return null;
        session.Limit = session.DataLimit;
        return session.Rows(
            $"SELECT DISTINCT ON (key) key, new FROM {table.Changes} WHERE generation > $1 ORDER BY key, generation DESC",
            reader => (reader.GetFieldValue<byte[]>(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1)),
            from);
    }

    private List<CompileResult> Switch(List<MapBuild> builds, PullState state)
    {
        var results = new List<CompileResult>();
        foreach (var build in builds.OrderBy(build => build.Map.Rank).ThenBy(build => build.Map.Path, StringComparer.Ordinal))
        {
            results.Add(build.Switch());
            if (!options.CheckOnly) state.Set(build.Map.Path, build.Digest);
        }

        return results;
    }

    /// <summary>One pull at a time writes the maps of this host.</summary>
    private FileStream Hold()
    {
        var path = options.StatePath + ".lock";
        for (var attempt = 1; attempt <= 300; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (LibC.IsSupported ? exception.HResult == LibC.WouldBlock : exception is not (DirectoryNotFoundException or FileNotFoundException))
            {
                options.Cancellation.WaitHandle.WaitOne(100);
                options.Cancellation.ThrowIfCancellationRequested();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"cannot write {path}: {FileFailure.ReasonOf(exception)}", exception);
            }
        }

        throw new IOException($"{path}: another mapkit pull makes the maps of this host, and has not ended within 30 s");
    }

    private static void End(DatabaseSession session)
    {
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (DatabaseException)
        {
            // The failure that ended the work is reported.
        }
    }

    private string Named() => Listed(options.Maps.Select(map => map.Table));

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Distinct().Order(StringComparer.Ordinal).Take(10));
}
