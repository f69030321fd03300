using System.Diagnostics;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Tables;

namespace MapKit.Operations.Compile;

/// <content>Compiling without files.</content>
public static partial class CompileOperation
{
    /// <summary>Compiles a source that a stream gives to a map that another takes. No file is read or written.</summary>
    /// <param name="source">The bytes; not disposed.</param>
    /// <param name="name">Name of the source in findings; the format is guessed from it if the options have none.</param>
    /// <param name="output">Takes the bytes of the map, if one is written; not disposed.</param>
    /// <param name="options">How. They name one type; what concerns the file of a map does not apply.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    /// <returns>The result; <see cref="CompileOutcome.Written"/> if the output has the map.</returns>
    /// <exception cref="IOException">A stream failed.</exception>
    /// <exception cref="MapLimitException">The records do not fit the map type; nothing was written.</exception>
    public static CompileResult Run(Stream source, string name, Stream output, CompileOptions options, IDiagnosticSink diagnostics)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Types is not [var type]) throw new ArgumentException("an output needs exactly one type", nameof(options));
        if (options.ValuesAreFiles) throw new ArgumentException("the files of values are not in a stream", nameof(options));
        var started = Stopwatch.GetTimestamp();
        var sink = new CountingSink(diagnostics);
        var engine = MapEngines.ForWriting(type);
        using var loader = Load(source, name, options.Format ?? TableFormat.ForFileName(name), isFile: false, options, sink);
        if (StopOf(loader, options, sink) is { } outcome) return new CompileResult(type, name, outcome, loader.Count, 0, Stopwatch.GetElapsedTime(started), []);
        var stored = loader.AsStored(engine.WithNul(options.Nul));
        var map = new MemoryMap(engine.HeaderLength);
        engine.Write(stored, map);
        map.CopyTo(output);
        return new CompileResult(type, name, CompileOutcome.Written, stored.Count, map.Length, Stopwatch.GetElapsedTime(started), []);
    }
}
