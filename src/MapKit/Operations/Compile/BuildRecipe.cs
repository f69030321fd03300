using System.IO.Hashing;
using System.Text;
using MapKit.Linting;
using MapKit.Maps;
using MapKit.Tables;

namespace MapKit.Operations.Compile;

/// <summary>
/// All that decides, beside the bytes of a source, which map and which findings become of it: options, and the build of
/// MapKit itself, whose rules and layouts may be others in the next one.
/// </summary>
internal static class BuildRecipe
{
    /// <summary>Digests it.</summary>
    /// <param name="name">Name of the source: rules look at the last part.</param>
    /// <param name="format">Its format.</param>
    /// <param name="type">The type of the map.</param>
    /// <param name="options">How it is compiled.</param>
    /// <returns>Null if more decides, as files that values name, or what rules find in the file system.</returns>
    public static UInt128? Digest(string name, TableFormat format, MapType type, CompileOptions options)
    {
        if (options.ValuesAreFiles || options.YpRecords is not null || options.Together is not null) return null;
        if (options.WithLint && LintRules.LookOutside(format)) return null;
        string[] parts =
        [
            typeof(BuildRecipe).Module.ModuleVersionId.ToString(),
            type.ToString(),
            format.Name,
            options.Utf8.ToString(),
            options.Folding.ToString(),
            MapEngines.For(type).WithNul(options.Nul).ToString(),
            options.Duplicates.ToString(),
            options.AliasKeys.ToString(),
            options.WithLint.ToString(),
            Path.GetFileName(name),
        ];
        return XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
    }
}
