using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Lookup;

/// <summary>
/// Gives the message of Postfix and its libraries for a file that is not a map of the expected type
/// (docs/formats/postmap-messages.md#fatal-errors-of-lookups). For a damaged map it gives the place.
/// </summary>
internal static class MapRefusal
{
    /// <summary>The failure to open a map.</summary>
    /// <param name="engine">The engine of the type asked for.</param>
    /// <param name="path">The file.</param>
    /// <param name="warnings">Receives the line that Berkeley DB prints.</param>
    /// <param name="damage">The damage, or null for a sound map of another type.</param>
    public static LookupException Create(MapEngine engine, string path, IDiagnosticSink warnings, MapFormatException? damage)
    {
        var shown = ByteText.FromText(path);
        if (FilePresence.FolderExists(path)) return Refuse(engine.Postfix.FolderInPlaceOfMap(shown), damage);
        var (start, length) = ReadStart(path);
        return Refuse(engine.Postfix.NotAMap(new(path, shown, start, length, damage), Print), damage);

        void Print(string line) => warnings.Report(new Diagnostic(Rules.LibraryLine, path, null, line) { PostfixText = line });
    }

    /// <summary>Why a map cannot be read, with page and offset if known, without the path.</summary>
    public static string Reason(IOException exception) => exception switch
    {
        MapFormatException damage => damage.PlaceAndReason,
        _ => FileFailure.ReasonOf(exception),
    };

    private static LookupException Refuse(string message, MapFormatException? damage) =>
        damage is null ? new LookupException(message) : new LookupException(message, damage);

    private static (byte[] Start, long Length) ReadStart(string path)
    {
        try
        {
            using var bytes = MapBytes.Open(path);
            var start = new byte[Math.Min(bytes.Length, MapFile.RecognisedBy)];
            bytes.Read(0, start);
            return (start, bytes.Length);
        }
        catch (Exception exception) when (SystemWords.Has(exception))
        {
            // Deleted meanwhile, or not a file: treated as an empty file.
            return ([], 0);
        }
    }
}
