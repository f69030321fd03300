using System.Text.Json.Serialization;

namespace MapKit.Web.Model;

/// <summary>What passes between the page and its worker.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MapView))]
[JsonSerializable(typeof(RecordRow[]))]
[JsonSerializable(typeof(RecordBytes))]
[JsonSerializable(typeof(SourceView))]
[JsonSerializable(typeof(RuleView))]
[JsonSerializable(typeof(MadeFile))]
[JsonSerializable(typeof(ConfigurationView))]
[JsonSerializable(typeof(ExplanationView))]
[JsonSerializable(typeof(FileView))]
[JsonSerializable(typeof(PageFile[]))]
internal sealed partial class PageJson : JsonSerializerContext;

/// <summary>A file that was dropped on the page or chosen; its bytes stay with the script.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, with the folders in which it was.</param>
/// <param name="Size">Bytes.</param>
public sealed record PageFile(int Id, string Name, long Size);
