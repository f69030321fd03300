using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>A folder in which the installed postmap runs, with a main.cf of its own.</summary>
internal sealed class PostmapFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PostmapFolder() => PostfixConfiguration.Write(_folder.Path);

    public string PathOf(string name) => _folder.File(name);

    public string Write(string name, byte[] content) => _folder.Write(name, content);

    public void WriteSource(string name, IEnumerable<(string Key, string Value)> records) =>
        _folder.Write(name, string.Concat(records.Select(record => $"{record.Key} {record.Value}\n")));

    public ToolResult Run(string[] arguments, string? input = null) =>
        Tool.Run("postmap", ["-c", _folder.Path, .. arguments], input is null ? null : MapText.Bytes(input), null);

    /// <summary>Runs postmap, which must succeed, and returns what it wrote.</summary>
    public string Succeed(string[] arguments, string? input = null)
    {
        var result = Run(arguments, input);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }

    public void Dispose() => _folder.Dispose();
}
