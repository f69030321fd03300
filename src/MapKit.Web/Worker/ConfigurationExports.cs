using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MapKit.Configuration;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Web.Model;

namespace MapKit.Web.Worker;

/// <summary>What the page asks of the worker about configurations.</summary>
[SupportedOSPlatform("browser")]
internal static partial class ConfigurationExports
{
    private static List<KeyValuePair<string, ReadOnlyMemory<byte>>> _files = [];
    private static ConfigurationDocument? _configuration;

    /// <summary>Begins another configuration.</summary>
    [JSExport]
    internal static void Begin()
    {
        _configuration?.Remove();
        (_files, _configuration) = ([], null);
    }

    /// <summary>Adds a file, or all files of an archive.</summary>
    [JSExport]
    internal static void Add(string name, byte[] content)
    {
        if (Archive.IsArchive(name)) _files.AddRange(Archive.Read(content));
        else _files.Add(KeyValuePair.Create(name, (ReadOnlyMemory<byte>)content));
    }

    /// <summary>Checks the configuration.</summary>
    /// <param name="hostName">The name of its host; empty for the one in main.cf.</param>
    [JSExport]
    internal static string Open(string hostName) => Answer(
        () => (_configuration ??= ConfigurationDocument.Create(_files)).Check(hostName), refusal => new ConfigurationView { Refusal = refusal }, PageJson.Default.ConfigurationView);

    /// <summary>Explains the delivery to an address.</summary>
    /// <param name="recipient">The address.</param>
    /// <param name="sender">The sender; empty if unknown.</param>
    [JSExport]
    internal static string Explain(string recipient, string sender) => Answer(
        () => _configuration!.Explain(recipient, sender), refusal => new ExplanationView { Refusal = refusal }, PageJson.Default.ExplanationView);

    /// <summary>The lines of a file around one of them.</summary>
    [JSExport]
    internal static string File(string path, int line) => Answer(
        () => _configuration!.Lines(path, line), refusal => new FileView(path, 1, [], refusal), PageJson.Default.FileView);

    private static string Answer<T>(Func<T> work, Func<string, T> refuse, JsonTypeInfo<T> type)
    {
        T view;
        try
        {
            view = work();
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            view = refuse(exception.Message);
        }

        return JsonSerializer.Serialize(view, type);
    }

    private static bool IsExpected(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ConfigurationException or FormatException or LookupException or MapLimitException or InvalidDataException;
}
