using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>A folder with a configuration of its own for Postfix's tools.</summary>
internal sealed class PostfixFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PostfixFolder() => PostfixConfiguration.Write(_folder.Path);

    public string File(string name) => _folder.File(name);

    public string Write(string name, byte[] content) => _folder.Write(name, content);

    /// <summary>Builds a map from pairs; returns the path of the <c>.db</c> file.</summary>
    public string Build(string type, string name, IEnumerable<(byte[] Key, byte[] Value)> pairs, params string[] options)
    {
        _folder.Write(name, Lines(pairs.Select(pair => $"{Encoding.Latin1.GetString(pair.Key)} {Encoding.Latin1.GetString(pair.Value)}")));
        Run("postmap", null, [.. options, $"{type}:{_folder.File(name)}"]);
        return _folder.File(name + ".db");
    }

    /// <summary>Adds pairs to a map in place, or removes keys from it.</summary>
    public void Change(string type, string name, string option, IEnumerable<string> lines) =>
        Run("postmap", Lines(lines), option == "-d" ? ["-d", "-", $"{type}:{File(name)}"] : [option, $"{type}:{File(name)}"]);

    /// <summary>Asks for keys; the answers in order, as <c>key TAB value</c>.</summary>
    public string[] Query(string type, string name, IEnumerable<string> keys) =>
        Run("postmap", Lines(keys), ["-q", "-", $"{type}:{File(name)}"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>All records, in the order of the file.</summary>
    public string[] Sequence(string type, string name) =>
        Run("postmap", null, ["-s", $"{type}:{File(name)}"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string Run(string tool, byte[]? input, string[] arguments)
    {
        var result = Tool.Run(tool, ["-c", _folder.Path, .. arguments], input, null);
        Assert.True(result.Error == "", result.Error);
        return result.Output;
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.Latin1.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}
