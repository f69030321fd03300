using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;

namespace MapKit.Benchmarks;

/// <summary>A folder with the table, for benchmarks of files.</summary>
internal sealed class SampleFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mapkit-benchmarks-");

    /// <summary>Makes the folder and writes the table.</summary>
    public SampleFolder() => Sample.WriteSource(Source);

    /// <summary>The source.</summary>
    public string Source => Path.Combine(_folder.FullName, "transport");

    /// <summary>The map of a type.</summary>
    public string Map(MapType type) => new TableOperand(type, Source).MapPath(type);

    /// <summary>Compiles the source, unless the map has these very bytes already.</summary>
    /// <param name="type">The type.</param>
    /// <param name="memoryLimit">Bytes of memory for the records, or null for as many as there are.</param>
    public IReadOnlyList<CompileResult> Compile(MapType type, long? memoryLimit = null) =>
        CompileOperation.Run(Source, new CompileOptions { Types = [type], MemoryLimit = memoryLimit }, new DiagnosticList());

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
