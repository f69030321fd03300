using MapKit.Maps;
using MapKit.Maps.Replacement;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Operations.Compile;

/// <summary>
/// Finds out by the <see cref="BuildStamp"/> of a map that it is what would be made, and stamps what has been made. A stamp
/// is kept only of a source without findings: those have to be told each time.
/// </summary>
internal sealed class BuildCheck : IDisposable
{
    // What is shorter has been made before a stamp is worth its while.
    private const long ShortestSource = 1 << 20;

    private readonly FileStream _file;
    private readonly long _start;
    private readonly string _name;
    private readonly TableFormat _format;
    private readonly CompileOptions _options;
    private readonly DigestedStream _source;
    private UInt128? _sourceDigest;

    private BuildCheck(FileStream file, string name, TableFormat format, CompileOptions options)
    {
        _file = file;
        _start = file.Position;
        _name = name;
        _format = format;
        _options = options;
        _source = new DigestedStream(file);
    }

    /// <summary>The source, digested while it is read.</summary>
    public Stream Source => _source;

    /// <summary>Begins.</summary>
    /// <param name="source">The source, from where it is read.</param>
    /// <param name="name">Its name.</param>
    /// <param name="format">Its format.</param>
    /// <param name="options">How it is compiled.</param>
    /// <returns>Null if no stamps are kept: of a short source, or one of which more than its bytes decides.</returns>
    public static BuildCheck? Begin(Stream source, string name, TableFormat format, CompileOptions options) =>
        LibC.IsSupported
        && source is FileStream { CanSeek: true } file
        && file.Length - file.Position >= ShortestSource
        && options.Types.All(type => BuildRecipe.Digest(name, format, type, options) is not null)
            ? new BuildCheck(file, name, format, options)
            : null;

    /// <summary>Whether the map in place is what would be made.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="output">The map, open.</param>
    /// <returns>What its stamp says, or null.</returns>
    public BuildStamp? Holds(MapType type, MapReplacement output)
    {
        var length = _file.Length - _start;
        if (output.Stamp is not { } bytes
            || BuildStamp.From(bytes) is not { } stamp
            || stamp.SourceLength != length
            || stamp.Recipe != BuildRecipe.Digest(_name, _format, type, _options))
            return null;
        _sourceDigest ??= DigestOfFile(length);

        // That was the first reading. Where the source is not what the stamp says, making the map is the last one.
        _source.ComesOnce = _options.WithLint;
        return stamp.Source == _sourceDigest && output.ExistingHas(stamp.Map) ? stamp : null;
    }

    /// <summary>Lets a map have a stamp once it is in place.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="output">The map; complete but for that.</param>
    /// <param name="records">Records in it.</param>
    public void Stamp(MapType type, MapReplacement output, int records) => output.StampOf = map => new BuildStamp(
        BuildRecipe.Digest(_name, _format, type, _options)!.Value, _source.End - _start, _source.Finish(), map, records).ToBytes();

    /// <summary>Ends. The source stays open.</summary>
    public void Dispose() => _source.Dispose();

    private UInt128? DigestOfFile(long length)
    {
        var digest = new ContentDigest();
        return digest.TryAppend(_file.SafeFileHandle, _start, _start + length) ? digest.Finish() : null;
    }
}
