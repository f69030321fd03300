using MapKit.Web.Model;

namespace MapKit.Web;

/// <summary>Opens files in a session. Nothing of the page changes meanwhile.</summary>
internal static class Opening
{
    /// <summary>Opens a file, or several as a configuration.</summary>
    /// <param name="session">A session with the files.</param>
    /// <exception cref="RefusalException">They cannot be opened; the message says why, and what to do.</exception>
    public static async Task<Opened> FilesAsync(LibrarySession session)
    {
        if (session.Files is not [var file]) return await ConfigurationAsync(session, "");
        var argument = new FileArgument(file.Id);
        var kind = await session.QueryAsync(PageJson.Default.FileKindView, "FileExports", "Kind", file.Name, argument);
        if (kind.Refusal is { } refusal) throw new RefusalException(refusal);
        if (kind.Kind == FileKindView.Source) return new Opened.OfSource(file.Name, file.Id, session);
        if (kind.Kind != FileKindView.Map) return await ConfigurationAsync(session, "");
        return Of(await session.QueryAsync(PageJson.Default.MapView, "MapExports", "Open", file.Name, argument), session);
    }

    /// <summary>Opens a database of a map that has several.</summary>
    /// <param name="session">A session with the file.</param>
    /// <param name="database">The number of the database.</param>
    public static async Task<Opened> DatabaseAsync(LibrarySession session, int database)
    {
        await session.CallAsync<string>("MapExports", "Open", session.Files[0].Name, new FileArgument(session.Files[0].Id));
        return Of(await session.QueryAsync(PageJson.Default.MapView, "MapExports", "OpenDatabase", database), session);
    }

    /// <summary>Opens a configuration.</summary>
    /// <param name="session">A session with its files.</param>
    /// <param name="hostName">The name of its host; empty for the one in main.cf.</param>
    public static async Task<Opened> ConfigurationAsync(LibrarySession session, string hostName)
    {
        await session.CallAsync<object?>("ConfigurationExports", "Begin");
        foreach (var file in session.Files)
        {
            if (await session.CallAsync<string?>("ConfigurationExports", "Add", file.Name, new FileArgument(file.Id)) is { Length: > 0 } refused) throw new RefusalException(refused);
        }

        var configuration = await session.QueryAsync(PageJson.Default.ConfigurationView, "ConfigurationExports", "Open", hostName);
        return configuration.Refusal is { } refusal ? throw new RefusalException(refusal) : new Opened.OfConfiguration(configuration, session);
    }

    private static Opened.OfMap Of(MapView map, LibrarySession session) =>
        map.Refusal is { } refusal ? throw new RefusalException($"{refusal}. Nothing in it can be read as a map.") : new Opened.OfMap(map, session);
}
