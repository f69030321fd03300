using System.Text.RegularExpressions;
using ArchUnitNET.Loader;
using MapKit.Tests.Peers;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace MapKit.Tests;

/// <summary>A folder uses only those above it in the list: the way data flows.</summary>
public partial class ArchitectureTests
{
    /// <summary>The order of the folders; what stands on one line stands beside one another.</summary>
    private static readonly string[][] Order =
    [
        ["MapKit.Concurrency"],
        ["MapKit.Postfix"],
        ["MapKit.Platform"],
        ["MapKit.Source"],
        ["MapKit.Messages"],
        ["MapKit.Diagnostics"],
        ["MapKit.Entries"],
        ["MapKit.Tables"],
        ["MapKit.Records"],
        ["MapKit.Editing"],
        ["MapKit.Maps"],
        ["MapKit.Loading"],
        ["MapKit.Lookup", "MapKit.Configuration"],
        ["MapKit.Linting", "MapKit.Delivery"],
        ["MapKit.Operations"],
    ];

    private static readonly ArchUnitNET.Domain.Architecture Architecture =
        new ArchLoader().LoadAssemblies(typeof(MapKit.Source.SourceSpan).Assembly).Build();

    public static TheoryData<string, string> ForbiddenArrows()
    {
        var arrows = new TheoryData<string, string>();
        for (var i = 0; i < Order.Length; i++)
        {
            foreach (var from in Order[i])
            {
                foreach (var to in Order.Skip(i + 1).SelectMany(row => row)) arrows.Add(from, to);
            }
        }

        return arrows;
    }

    [Theory]
    [MemberData(nameof(ForbiddenArrows))]
    public void A_folder_uses_only_those_above_it(string from, string to)
    {
        var users = Types().That().ResideInNamespaceMatching($@"^{from.Replace(".", @"\.", StringComparison.Ordinal)}(\..*)?$");
        var used = Types().That().ResideInNamespaceMatching($@"^{to.Replace(".", @"\.", StringComparison.Ordinal)}(\..*)?$");
        Assert.Empty(users.Should().NotDependOnAny(used).Evaluate(Architecture).Where(result => !result.Passed).Select(result => result.Description));
    }

    /// <summary>A factory says what it does: Create, Parse, Read, From...</summary>
    [Fact]
    public void No_method_is_called_Of()
    {
        var libraries = new ArchLoader().LoadAssemblies(typeof(MapKit.Source.SourceSpan).Assembly, typeof(MapKit.Native.INativeEngine).Assembly).Build();
        Assert.Empty(libraries.MethodMembers.Where(method => method.Name.StartsWith("Of(", StringComparison.Ordinal)).Select(method => method.FullName));
    }

    [Fact]
    public void Every_namespace_of_the_library_is_in_the_list()
    {
        var known = Order.SelectMany(row => row).ToArray();
        var unknown = typeof(MapKit.Source.SourceSpan).Assembly.GetTypes()
            .Select(type => type.Namespace)
            .Where(name => name is not null && name.StartsWith("MapKit", StringComparison.Ordinal))
            .Where(name => !known.Any(folder => name == folder || name!.StartsWith(folder + ".", StringComparison.Ordinal)))
            .Distinct();
        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("System.Console")]
    [InlineData("System.Environment")]
    public void The_library_writes_to_no_console_and_reads_no_environment(string type)
    {
        var references = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(typeof(MapKit.Source.SourceSpan).Assembly.Location));
        var metadata = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(references);
        var methods = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == System.Reflection.Metadata.HandleKind.TypeReference)
            .Select(member => (Type: metadata.GetTypeReference((System.Reflection.Metadata.TypeReferenceHandle)member.Parent), Name: metadata.GetString(member.Name)))
            .Where(member => $"{metadata.GetString(member.Type.Namespace)}.{metadata.GetString(member.Type.Name)}" == type)
            .Select(member => member.Name)
            .Where(name => type == "System.Console" || name.Contains("EnvironmentVariable", StringComparison.Ordinal));
        Assert.Empty(methods);
    }

    /// <summary>An engine is a folder and a row: what depends on a map's type is a member of its engine.</summary>
    [Fact]
    public void Only_engines_depend_on_the_type_of_a_map()
    {
        string[] engines = ["src/MapKit/Maps/BerkeleyDb/", "src/MapKit/Maps/BerkeleyDb185/", "src/MapKit/Maps/Lmdb/", "src/MapKit/Maps/Cdb/"];

        // The type where nothing names another.
        string[] defaults = ["src/MapKit/Maps/MapTypes.cs: public const MapType Default = MapType.Hash;"];
        var root = RepositoryFiles.Path();
        var branches = Directory.EnumerateFiles(Path.Combine(root, "src", "MapKit"), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Where(path => !engines.Any(engine => path.StartsWith(engine, StringComparison.Ordinal)))
            .SelectMany(path => File.ReadLines(Path.Combine(root, path))
                .Where(line => NamesType().IsMatch(line))
                .Select(line => $"{path}: {line.Trim()}"));
        Assert.Empty(branches.Except(defaults));
    }

    /// <summary>
    /// What opens a file, and says in its own words why it cannot: these are the places where it is done, or where a failure is no message.
    /// Everything else goes through UnlockedFile and WholeFile.
    /// </summary>
    [Fact]
    public void Files_are_opened_by_their_owners()
    {
        string[] owners =
        [
            "src/MapKit/Platform/", "src/MapKit/Maps/Replacement/",
            "src/MapKit.Web/", // A browser's files are in memory.
            "src/MapKit.Cli/Program.cs", "src/MapKit.Cli/PostgreSqlProgram.cs", "src/MapKit.Cli/DropIn/ArgumentBytes.cs", // The command line of this process.
            "src/MapKit.PostgreSql/Pulling/PullState.cs", // A file of its own, named where it fails.
        ];
        var root = RepositoryFiles.Path();
        var found = Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal) && !owners.Any(owner => path.StartsWith(owner, StringComparison.Ordinal)))
            .SelectMany(path => File.ReadLines(Path.Combine(root, path)).Where(line => OpensFile().IsMatch(line)).Select(line => $"{path}: {line.Trim()}"));
        Assert.Empty(found);
    }

    [GeneratedRegex(@"(?<![A-Za-z])File\.(?:Open|OpenHandle|OpenRead|OpenWrite|OpenText|ReadAll\w+|ReadLines\w*|WriteAll\w+|AppendAll\w+|AppendText|Create|CreateText)\(|new FileStream\([^)]*FileMode|new Stream(?:Reader|Writer)\((?:path|file|name)\b")]
    private static partial Regex OpensFile();

    [GeneratedRegex(@"\bMapType\.(?:Hash|Btree|Lmdb|Cdb)\b")]
    private static partial Regex NamesType();
}
