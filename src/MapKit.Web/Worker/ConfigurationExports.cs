using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MapKit.Configuration;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Source;
using MapKit.Web.Model;

namespace MapKit.Web.Worker;

/// <summary>What the page asks of the worker about configurations.</summary>
[SupportedOSPlatform("browser")]
internal static partial class ConfigurationExports
{
    private static List<KeyValuePair<string, ReadOnlyMemory<byte>>> _files = [];
    private static ConfigurationDocument? _configuration;

    private const int LongestWords = 400;

    /// <summary>Begins another configuration.</summary>
    [JSExport]
    internal static void Begin()
    {
        _configuration?.Remove();
        (_files, _configuration) = ([], null);
    }

    /// <summary>Adds a file, or all files of an archive.</summary>
    /// <returns>Why an archive cannot be read; null if there is nothing to say.</returns>
    [JSExport]
    internal static string? Add(string name, byte[] content)
    {
        // A folder may have anything in it; what is no archive is just no table.
        var isInFolder = name.Contains('/', StringComparison.Ordinal);
        if (isInFolder || !FileKind.IsArchive(name, content))
        {
            _files.Add(KeyValuePair.Create(name, (ReadOnlyMemory<byte>)content));
            return null;
        }

        if (FileKind.RefusalOf(name, content) is { } refusal) return refusal;
        try
        {
            _files.AddRange(Archive.Read(name, content));
            return null;
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Checks the configuration.</summary>
    /// <param name="hostName">The name of its host; empty for the one in main.cf.</param>
    [JSExport]
    internal static string Open(string hostName) => Answer(
        () => (_configuration ??= Create()).Check(hostName), refusal => new ConfigurationView { Refusal = refusal }, PageJson.Default.ConfigurationView);

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

    private static ConfigurationDocument Create()
    {
        var maps = _files.Count(file => MapTypes.SourceNameOf(file.Key) is not null);
        if (_files.TrueForAll(static file => Path.GetFileName(file.Key) != "main.cf"))
            throw new ConfigurationException($"there is no main.cf among the files{(maps == 0 ? "; several files are opened together only with it" : maps == 1 ? "; a map is opened alone" : $"; of the {maps} maps open one at a time")}");
        return ConfigurationDocument.Create(_files);
    }

    private static string Answer<T>(Func<T> work, Func<string, T> refuse, JsonTypeInfo<T> type)
    {
        T view;
        try
        {
            view = work();
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            view = refuse(WordsOf(exception));
        }

        return JsonSerializer.Serialize(view, type);
    }

    /// <summary>The words of a failure, without text of the configuration that may be a secret.</summary>
    private static string WordsOf(Exception exception)
    {
        var text = exception switch
        {
            ConfigurationException refusal => ByteText.ToText(ConfigurationMessage.WithoutSecrets(refusal)),
            LookupException => ByteText.ToText(exception.Message),
            _ => exception.Message,
        };
        return text.Length <= LongestWords ? text : text[..LongestWords] + "…";
    }

    private static bool IsExpected(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ConfigurationException or FormatException or LookupException or MapLimitException or InvalidDataException;
}
