using System.Reflection;
using System.Text.RegularExpressions;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Postfix;

/// <summary>What differs between versions stands in one list, and nowhere else.</summary>
public partial class VersionDifferencesTests
{
    private static readonly string Sources = RepositoryFiles.Path("src");
    private static readonly string OwnFolder = RepositoryFiles.Path("src", "MapKit", "Postfix") + Path.DirectorySeparatorChar;

    private static readonly string[] Members =
    [
        .. typeof(VersionDifferences)
            .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
            .Select(member => member.Name),
    ];

    public static TheoryData<string> Names() => [.. Members];

    [Fact]
    public void No_code_outside_the_list_names_a_version()
    {
        var offenders = CodeOutside().Where(file => NamedVersion().IsMatch(file.Text)).Select(file => file.Path);
        Assert.Empty(offenders);
    }

    [Fact]
    public void No_code_outside_the_list_compares_versions()
    {
        var offenders = CodeOutside().Where(file => ComparedVersion().IsMatch(file.Text)).Select(file => file.Path);
        Assert.Empty(offenders);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_difference_is_used(string name) =>
        Assert.Contains(CodeOutside(), file => Regex.IsMatch(file.Text, $@"\.{name}\b"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_difference_has_two_values(string name)
    {
        var member = typeof(VersionDifferences).GetMember(name).Single();
        Assert.NotEqual(ValueIn(PostfixVersion.Postfix37), ValueIn(PostfixVersion.Postfix312));

        string? ValueIn(PostfixVersion version)
        {
            var differences = VersionDifferences.In(version);
            return member switch
            {
                PropertyInfo { Name: nameof(VersionDifferences.LabelOfDefaults) } => System.Text.Encoding.ASCII.GetString(differences.LabelOfDefaults),
                PropertyInfo property => property.GetValue(differences)?.ToString(),
                MethodInfo method => (string?)method.Invoke(differences, [.. method.GetParameters().Select(Argument)]),
                _ => null,
            };
        }

        static object? Argument(ParameterInfo parameter) => parameter.ParameterType switch
        {
            var type when type == typeof(bool) => false,
            var type when type == typeof(uint) => 7u,
            _ => parameter.Name,
        };
    }

    private static IEnumerable<(string Path, string Text)> CodeOutside() => Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.StartsWith(OwnFolder, StringComparison.Ordinal) && !GeneratedFolder().IsMatch(path))
        .Select(path => (path, File.ReadAllText(path)));

    [GeneratedRegex(@"PostfixVersion\.Postfix\d")]
    private static partial Regex NamedVersion();

    [GeneratedRegex(@"(\.|\b)[Vv]ersion (==|!=|is) (not )?[Vv]ersion\b|\b(options|settings|main|_configuration|log)\.Version (==|!=|<|>|is) ")]
    private static partial Regex ComparedVersion();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex GeneratedFolder();
}
