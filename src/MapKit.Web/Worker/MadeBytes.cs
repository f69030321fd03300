using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using MapKit.Maps;
using MapKit.Web.Model;

namespace MapKit.Web.Worker;

/// <summary>The bytes of the last file that was made. The script of the worker takes them before it does anything else.</summary>
[SupportedOSPlatform("browser")]
internal static partial class MadeBytes
{
    private static byte[] _bytes = [];

    /// <summary>Makes a file.</summary>
    /// <returns>The <see cref="MadeFile"/>.</returns>
    public static string Make(Func<Stream, MadeFile> make)
    {
        var output = new MemoryStream();
        MadeFile made;
        try
        {
            made = make(output);
        }
        catch (Exception exception) when (exception is IOException or MapLimitException)
        {
            made = new MadeFile("", null, exception.Message);
        }

        _bytes = output.ToArray();
        return JsonSerializer.Serialize(made, PageJson.Default.MadeFile);
    }

    /// <summary>The bytes.</summary>
    [JSExport]
    internal static byte[] Take()
    {
        var bytes = _bytes;
        _bytes = [];
        return bytes;
    }
}
