using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Packages;

/// <summary>The packages for NuGet.</summary>
public class LibraryPackageTests
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [PackageFact]
    public void Each_package_has_what_a_user_looks_for()
    {
        foreach (var (name, file) in new[] { ("MapKit", "lib/net10.0/MapKit.dll"), ("MapKit.Native", "lib/net10.0/MapKit.Native.dll"), ("MapKit.Tool", "tools/net10.0/any/MapKit.Cli.dll") })
        {
            using var package = ZipFile.OpenRead(BuiltPackages.Named(name, ".nupkg"));
            var files = package.Entries.Select(entry => entry.FullName).ToArray();
            Assert.Superset(new HashSet<string>(["README.md", "icon.png", "THIRD-PARTY-NOTICES.md", file]), files.ToHashSet());
            if (name != "MapKit.Tool") Assert.Contains(Path.ChangeExtension(file, ".xml"), files);
            var facts = Metadata(package, name);
            Assert.Equal(("MIT", ProgramVersion.Home, "README.md", "icon.png"), (facts["license"], facts.GetValueOrDefault("projectUrl"), facts["readme"], facts["icon"]));
            Assert.StartsWith("postfix ", facts["tags"], StringComparison.Ordinal);
            Assert.True(facts["description"].Length > 40);
        }
    }

    [PackageFact]
    public void MapKit_Native_requires_exactly_the_same_version_of_the_library()
    {
        using var package = ZipFile.OpenRead(BuiltPackages.Named("MapKit.Native", ".nupkg"));
        using var stream = package.GetEntry("MapKit.Native.nuspec")!.Open();
        var dependency = Assert.Single(XDocument.Load(stream).Descendants(), element => element.Name.LocalName == "dependency");
        Assert.Equal(("MapKit", $"[{BuiltPackages.Version}]"), (dependency.Attribute("id")!.Value, dependency.Attribute("version")!.Value));
    }

    [PackageFact]
    public void Symbols_name_the_sources_of_the_commit()
    {
        foreach (var name in new[] { "MapKit", "MapKit.Native" })
        {
            using var package = ZipFile.OpenRead(BuiltPackages.Named(name, ".snupkg"));
            using var symbols = new MemoryStream();
            using (var stream = package.GetEntry($"lib/net10.0/{name}.pdb")!.Open()) stream.CopyTo(symbols);
            symbols.Position = 0;
            using var provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
            var reader = provider.GetMetadataReader();
            var information = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation).ToArray();
            if (ProgramVersion.Home is { } home)
            {
                var link = Assert.Single(information, row => reader.GetGuid(row.Kind) == SourceLink);
                Assert.Matches($$"""^\{"documents":\{"/_/\*":"{{Regex.Escape(home)}}raw/[0-9a-f]{40}/\*"\}\}$""", Encoding.UTF8.GetString(reader.GetBlobBytes(link.Value)));
            }
            else
            {
                // There is no address to fetch them from: they are in the file.
                Assert.Equal(reader.Documents.Count, information.Count(row => reader.GetGuid(row.Kind) == EmbeddedSource));
            }

            Assert.All(reader.Documents, handle => Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(handle).Name), StringComparison.Ordinal));
        }
    }

    [PackageFact("dotnet")]
    public void The_tool_is_installed_used_and_uninstalled()
    {
        using var folder = new TemporaryFolder();
        var tools = folder.File("tools");
        Run("dotnet", "tool", "install", "MapKit.Tool", "--version", BuiltPackages.Version, "--tool-path", tools, "--source", BuiltPackages.Path);
        var mapkit = Path.Join(tools, "mapkit");
        var source = folder.Write("transport", "example.com smtp:[relay.example.net]\n");
        Assert.StartsWith(BuiltPackages.Version, Run(mapkit, "--version"), StringComparison.Ordinal);
        Run(mapkit, "compile", "hash:" + source);

        // A link of the name is the drop-in, as for the native command.
        var link = Path.Join(folder.Path, "postmap");
        File.CreateSymbolicLink(link, mapkit);
        Assert.Equal("smtp:[relay.example.net]\n", Run(link, "-q", "example.com", "hash:" + source));

        Run("dotnet", "tool", "uninstall", "MapKit.Tool", "--tool-path", tools);
        Assert.False(File.Exists(mapkit));
    }

    [PackageFact("dotnet", "clang")]
    public void A_program_with_the_library_becomes_native_code_without_warnings()
    {
        using var folder = new TemporaryFolder();
        File.Copy(RepositoryFiles.Path("tests", "MapKit.Cli.Tests", "Packages", "Consumer.cs.txt"), folder.File("Program.cs"));
        folder.Write("consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <PublishAot>true</PublishAot>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <InvariantGlobalization>true</InvariantGlobalization>
                <OptimizationPreference>Size</OptimizationPreference>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MapKit.Native" Version="{BuiltPackages.Version}" />
              </ItemGroup>
            </Project>
            """);

        // Packages of this build stay in the test's folder; those of others are used where they are.
        var others = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        folder.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{folder.File("packages")}" /></config>
              <packageSources><add key="built" value="{BuiltPackages.Path}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="others" value="{others}" /></fallbackPackageFolders>
            </configuration>
            """);
        var output = Run("dotnet", "publish", folder.File("consumer.csproj"), "-r", "linux-x64", "-o", folder.File("out"), "--nologo");
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("example.com by smtp\n24 bytes\n", Run(folder.File("out/consumer"), folder.Write("transport", "example.com smtp:[relay.example.net]\n")));
    }

    private static Dictionary<string, string> Metadata(ZipArchive package, string name)
    {
        using var stream = package.GetEntry(name + ".nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);
    }

    private static string Run(string program, params string[] arguments)
    {
        var result = Tool.Run(program, arguments);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        return result.Output;
    }
}
