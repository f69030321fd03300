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
[JsonSerializable(typeof(FileKindView))]
[JsonSerializable(typeof(TakenFiles))]
[JsonSerializable(typeof(PageFile[]))]
internal sealed partial class PageJson : JsonSerializerContext;

/// <summary>A file that was dropped on the page or chosen; its bytes stay with the script.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, with the folders in which it was.</param>
/// <param name="Size">Bytes.</param>
public sealed record PageFile(int Id, string Name, long Size);

/// <summary>Files of a sample, and the session that has them.</summary>
/// <param name="Session">The number of the session; 0 if something else is opened meanwhile.</param>
/// <param name="Files">The files.</param>
public sealed record TakenFiles(int Session, PageFile[] Files);
