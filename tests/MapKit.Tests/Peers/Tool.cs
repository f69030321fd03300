using System.Diagnostics;

namespace MapKit.Tests.Peers;

/// <summary>Runs an installed program and returns all it says.</summary>
public static class Tool
{
    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin"];

    private static readonly string[] OfEverySystem = ["sh", "stat", "chmod", "ln", "mkfifo", "kill"];

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);

    public static string? Find(string name) =>
        Folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static ToolResult Run(string name, params string[] arguments) => Run(name, arguments, null, null);

    public static ToolResult Run(
        string name, IEnumerable<string> arguments, byte[]? input, IReadOnlyDictionary<string, string>? environment, TimeSpan? longest = null)
    {
        CheckCategory(name);
        var start = new ProcessStartInfo(Path.IsPathRooted(name) ? name : Find(name) ?? throw new FileNotFoundException(name))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (key, value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;

        using var process = Process.Start(start)!;
        var output = ReadAll(process.StandardOutput.BaseStream);
        var error = ReadAll(process.StandardError.BaseStream);
        try
        {
            process.StandardInput.BaseStream.Write(input ?? []);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program has ended without reading its input; its exit status says why.
        }

        if (!process.WaitForExit(longest ?? LongestRun))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{name} {string.Join(' ', start.ArgumentList)}: has not ended after {longest ?? LongestRun}");
        }

        return new ToolResult(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>The fast run starts no program but those of every system. A test that does has to be of a category that the fast run leaves out.</summary>
    private static void CheckCategory(string name)
    {
        if (Path.IsPathRooted(name) || OfEverySystem.Contains(name) || TestContext.Current.Test is not { } test) return;
        var categories = test.Traits.GetValueOrDefault(Category.Name) ?? [];
        Assert.True(categories.Contains(Category.Peer) || categories.Contains(Category.Root), $"The test starts {name}: it needs [PeerFact(\"{name}\")] or [RootFact].");
    }

    private static Task<byte[]> ReadAll(Stream stream) => Task.Run(() =>
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    });
}
