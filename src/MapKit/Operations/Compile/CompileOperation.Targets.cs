using MapKit.Diagnostics;
using MapKit.Loading;
using MapKit.Platform;
using MapKit.Tables;

namespace MapKit.Operations.Compile;

/// <content>Checking the maps before the first of several tables is compiled.</content>
public static partial class CompileOperation
{
    /// <summary>Checks that the maps of a source may be written, and writes nothing.</summary>
    /// <param name="sourcePath">The source. A pipe is not opened, because it can be read only once.</param>
    /// <param name="options">How it will be compiled.</param>
    /// <exception cref="IOException">A map may not be replaced, or its folder is missing.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    internal static void CheckTargets(string sourcePath, CompileOptions options)
    {
        if (!FilePresence.IsRegularFile(sourcePath)) return;
        using var source = SourceFile.Open(sourcePath);
        foreach (var type in options.Types)
        {
            var format = options.Format ?? TableFormat.ForFileName(sourcePath);
            using var target = Begin(
                type, PathOf(type, sourcePath, options), sourcePath, source.Identity, null, format, null, options with { CheckOnly = true, OnProgress = null }, new NoFindings());
            if (!options.CheckOnly) target.CheckFolder();
        }
    }
}
