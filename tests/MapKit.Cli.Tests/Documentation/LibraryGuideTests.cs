using System.Reflection;
using MapKit.Tests.Peers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MapKit.Cli.Tests.Documentation;

/// <summary>The snippets of the library guide are programs: each is compiled and run, and prints what the block after it says.</summary>
public sealed class LibraryGuideTests : IDisposable
{
    /// <summary>What a project has by itself, and a console whose text the test can read.</summary>
    private const string Prelude = """
        global using System;
        global using System.IO;
        global using System.Linq;

        public static class Console
        {
            public static readonly StringWriter Text = new();
            public static void WriteLine(object value) => Text.Write(value + "\n");
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_snippet_prints_what_the_guide_says()
    {
        var path = RepositoryFiles.Path("docs", "library.md");
        var text = File.ReadAllText(path);
        var parts = text.Split("```");
        for (var i = 1; i < parts.Length; i += 2)
        {
            var (kind, body) = (parts[i][..parts[i].IndexOf('\n', StringComparison.Ordinal)], parts[i][(parts[i].IndexOf('\n', StringComparison.Ordinal) + 1)..]);
            if (kind.StartsWith("text file=", StringComparison.Ordinal)) _folder.Write(kind["text file=".Length..], InFolder(body));
            if (kind != "csharp") continue;
            var printed = Run(body);
            if (parts[i + 2].StartsWith("text\n", StringComparison.Ordinal)) parts[i + 2] = "text\n" + printed;
            else Assert.Equal("", printed);
        }

        var played = string.Join("```", parts);
        if (Environment.GetEnvironmentVariable("MAPKIT_UPDATE_DOCS") == "1") File.WriteAllText(path, played);
        else Assert.Equal(text, played);
    }

    [Fact]
    public void The_snippet_of_the_readme_is_in_the_guide()
    {
        var snippet = File.ReadAllText(RepositoryFiles.Path("README.md")).Split("```csharp\n")[1].Split("```")[0];
        Assert.Contains(snippet, File.ReadAllText(RepositoryFiles.Path("docs", "library.md")), StringComparison.Ordinal);
    }

    private string InFolder(string text) =>
        text.Replace("\"transport", $"\"{_folder.Path}/transport", StringComparison.Ordinal).Replace("/etc/postfix", _folder.Path, StringComparison.Ordinal);

    private string Run(string snippet)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':').Select(reference => MetadataReference.CreateFromFile(reference));
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(InFolder(snippet)), CSharpSyntaxTree.ParseText(Prelude)];
        var compilation = CSharpCompilation.Create($"snippet{Guid.NewGuid():N}", trees, references, options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, snippet + string.Join('\n', result.Diagnostics.Where(message => message.Severity == DiagnosticSeverity.Error)));
        var program = Assembly.Load(image.ToArray());
        program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        return program.GetType("Console")!.GetField("Text")!.GetValue(null)!.ToString()!;
    }
}
