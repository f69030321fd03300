using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using MapKit.Web.Model;

namespace MapKit.Web.Worker;

/// <summary>What the page asks of the worker about any file.</summary>
[SupportedOSPlatform("browser")]
internal static partial class FileExports
{
    /// <summary>What a file is, as a <see cref="FileKindView"/>.</summary>
    [JSExport]
    internal static string Kind(string name, byte[] content) => JsonSerializer.Serialize(FileKind.Of(name, content), PageJson.Default.FileKindView);
}
