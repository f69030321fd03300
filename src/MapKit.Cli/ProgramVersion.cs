using System.Reflection;
using MapKit.Diagnostics;

namespace MapKit.Cli;

/// <summary>The version of the program, and where its documentation is; the build sets both.</summary>
internal static class ProgramVersion
{
    /// <summary>Version and commit: <c>1.2.0+0f3c...</c>.</summary>
    public static string Text { get; } = Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The page of the project (<c>PackageProjectUrl</c> of the build), with a slash at its end; null if there is none.</summary>
    public static string? Home { get; } = MetadataOf("ProjectUrl") is { Length: > 0 } url ? url : null;

    /// <summary>The date of the release (<c>ReleaseDate</c> of the build): year, month and day.</summary>
    public static string Date { get; } = MetadataOf("ReleaseDate");

    private static Assembly Assembly => typeof(ProgramVersion).Assembly;

    /// <summary>The page about a rule; null if the project has no address. <c>mapkit rule</c> has the same text.</summary>
    public static string? HelpOf(DiagnosticRule rule) => Home is null ? null : $"{Home}docs/rules.md#{rule.Code.ToLowerInvariant()}";

    private static string MetadataOf(string key) => Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == key)?.Value ?? "";
}
