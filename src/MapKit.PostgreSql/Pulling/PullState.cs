using System.Globalization;
using MapKit.Platform;
using MapKit.PostgreSql.Content;

namespace MapKit.PostgreSql.Pulling;

/// <summary>
/// What this host has: the generation, and the digest of each map it wrote. It only saves time: an entry counts while the file is the
/// one that was written, and without it the map itself is read.
/// </summary>
internal sealed class PullState
{
    /// <summary>The name of the file beside main.cf, unless another is given.</summary>
    public const string FileName = "mapkit-pull.state";

    private const string Mark = "mapkit pull 1";

    private readonly string _path;
    private readonly Dictionary<string, (TableDigest Digest, string Stamp)> _maps = new(StringComparer.Ordinal);

    private PullState(string path) => _path = path;

    /// <summary>The generation of all maps; 0 if unknown.</summary>
    public long Generation { get; set; }

    /// <summary>Reads the state; empty if there is none, or if it is not readable.</summary>
    /// <param name="path">The file.</param>
    public static PullState Read(string path)
    {
        var state = new PullState(path);
        if (!FilePresence.FileExists(path) || WholeFile.ReadLines(path) is not [var head, .. var lines] || head.Split(' ') is not [.., var number] || !head.StartsWith(Mark, StringComparison.Ordinal)) return state;
        state.Generation = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var generation) ? generation : 0;
        foreach (var line in lines)
        {
            if (line.Split('\t') is not [var digest, var stamp, var map] || digest.Length != TableDigest.Length * 2 || !digest.All(char.IsAsciiHexDigit)) continue;
            state._maps[map] = (TableDigest.FromBytes(Convert.FromHexString(digest))!.Value, stamp);
        }

        return state;
    }

    /// <summary>The digest of a map, if it is the file that was written.</summary>
    /// <param name="map">The path.</param>
    public TableDigest? DigestOf(string map) => _maps.TryGetValue(map, out var known) && known.Stamp == StampOf(map) ? known.Digest : null;

    /// <summary>Stores the digest of a map as it is now.</summary>
    public void Set(string map, TableDigest digest)
    {
        if (StampOf(map) is { } stamp) _maps[map] = (digest, stamp);
    }

    /// <summary>Writes the state.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write()
    {
        var temporary = _path + ".tmp";
        try
        {
            File.Delete(temporary);
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) create.UnixCreateMode = FilePermissions.OwnerOnly;
            using (var stream = new FileStream(temporary, create))
            using (var writer = new StreamWriter(stream))
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Mark} {Generation}\n"));
                foreach (var (map, (digest, stamp)) in _maps) writer.Write($"{digest}\t{stamp}\t{map}\n");
            }

            File.Move(temporary, _path, overwrite: true);
        }
        catch (IOException exception)
        {
            throw FileFailure.Create($"write {_path}", exception);
        }
    }

    private static string? StampOf(string map) => LibC.IsSupported && FileStatus.TryAt(map) is { } status
        ? string.Create(CultureInfo.InvariantCulture, $"{status.Device:x}:{status.Inode:x}:{status.Length:x}:{status.ModifiedSeconds:x}.{status.ModifiedNanoseconds:x}")
        : null;
}
