using MapKit.Configuration;
using MapKit.Diagnostics;

namespace MapKit.Cli.Commands.Options;

/// <summary>
/// The configuration that tables are linted for: the folder of <c>-c</c>, or a main.cf and a master.cf among the operands.
/// </summary>
internal sealed class LintConfiguration
{
    private const string Main = "main.cf";
    private const string Master = "master.cf";

    private LintConfiguration(string? folder, PostfixConfiguration? postfix, ToolParameters? parameters, IReadOnlyList<Diagnostic> findings)
    {
        Folder = folder;
        Postfix = postfix;
        Parameters = parameters;
        Findings = findings;
    }

    /// <summary>The folder of main.cf, or null if none is given.</summary>
    public string? Folder { get; }

    /// <summary>main.cf and master.cf, or null if neither is given.</summary>
    public PostfixConfiguration? Postfix { get; }

    /// <summary>What main.cf says of keys and types, or null if it is not given.</summary>
    public ToolParameters? Parameters { get; }

    /// <summary>What is wrong in the files themselves.</summary>
    public IReadOnlyList<Diagnostic> Findings { get; }

    /// <summary>Whether an operand is one of the two files, and no table.</summary>
    public static bool IsFile(string operand) => Path.GetFileName(operand) is Main or Master;

    /// <summary>Reads what is given.</summary>
    /// <param name="folder">The folder of <c>-c</c>, or null.</param>
    /// <param name="operands">All operands.</param>
    /// <exception cref="FormatException">A file cannot be read, or Postfix would refuse it.</exception>
    public static LintConfiguration Read(string? folder, IEnumerable<string> operands)
    {
        var files = operands.Where(IsFile).ToArray();
        var mainFolder = FolderOf(files, Main) ?? folder;
        var masterFolder = FolderOf(files, Master);
        var warnings = new DiagnosticList();
        var options = new MainConfigurationOptions { Warnings = warnings };
        if (mainFolder is null && masterFolder is null) return new LintConfiguration(null, null, null, []);

        var main = mainFolder is null
            ? MainConfiguration.Read(Stream.Null, masterFolder!, options)
            : Checked(mainFolder, Main, () => MainConfiguration.Load(mainFolder, options));
        var parameters = mainFolder is null ? null : Checked(mainFolder, Main, () => ToolParameters.Read(main, checkAccounts: false));
        var master = masterFolder is null
            ? Optional(mainFolder!, options)
            : Checked(masterFolder, Master, () => MasterConfiguration.Load(masterFolder, options));
        return new LintConfiguration(mainFolder, PostfixConfiguration.Create(main, master), parameters, [.. warnings.Items]);
    }

    private static string? FolderOf(string[] files, string name) =>
        Array.FindLast(files, file => Path.GetFileName(file) == name) is { } found ? Path.GetDirectoryName(found) is { Length: > 0 } folder ? folder : "." : null;

    /// <summary>The master.cf beside a main.cf, if there is one.</summary>
    private static MasterConfiguration? Optional(string folder, MainConfigurationOptions options) =>
        File.Exists(Path.Combine(folder, Master)) ? Checked(folder, Master, () => MasterConfiguration.Load(folder, options)) : null;

    private static T Checked<T>(string folder, string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ConfigurationException exception)
        {
            throw new FormatException($"{folder}/{file}: {exception.Message}", exception);
        }
    }
}
