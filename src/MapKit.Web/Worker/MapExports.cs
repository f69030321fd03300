using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using MapKit.Web.Model;

namespace MapKit.Web.Worker;

/// <summary>What the page asks of the worker about maps. Everything is JSON; the bytes of a file that was made are taken at once after the call (<see cref="MadeBytes"/>).</summary>
[SupportedOSPlatform("browser")]
internal static partial class MapExports
{
    private static MapDocument? _map;
    private static byte[] _content = [];
    private static string _name = "";

    /// <summary>Opens a map.</summary>
    [JSExport]
    internal static string Open(string name, byte[] content)
    {
        (_name, _content) = (name, content);
        return OpenDatabase(0);
    }

    /// <summary>Opens another database of the same file.</summary>
    [JSExport]
    internal static string OpenDatabase(int database)
    {
        _map = null;
        _map = MapDocument.Open(_name, _content, database, out var view);
        return JsonSerializer.Serialize(view, PageJson.Default.MapView);
    }

    /// <summary>Finds records and returns their number.</summary>
    [JSExport]
    internal static int Find(string text, bool showsSecrets) => _map!.Find(text, showsSecrets);

    /// <summary>Some of the records that were found.</summary>
    [JSExport]
    internal static string Rows(int start, int count, bool showsSecrets) => JsonSerializer.Serialize(_map!.Rows(start, count, showsSecrets), PageJson.Default.RecordRowArray);

    /// <summary>The stored bytes of one of them.</summary>
    [JSExport]
    internal static string Bytes(int position, bool showsSecrets) => JsonSerializer.Serialize(_map!.Bytes(position, showsSecrets), PageJson.Default.RecordBytes);

    /// <summary>Makes a file of the map.</summary>
    [JSExport]
    internal static string Make(string kind, bool showsSecrets) => MadeBytes.Make(output => _map!.Make(kind, showsSecrets, output));
}
