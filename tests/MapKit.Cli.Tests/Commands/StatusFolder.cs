using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>A configuration of its own for a test of <c>status</c>, in which nothing of this machine counts.</summary>
internal sealed partial class StatusFolder : IDisposable
{
    /// <summary>What is said where there is no master.cf.</summary>
    public const string NoMaster = "mapkit: note: open DIR/master.cf: No such file or directory: the services' -o settings are unknown\n";

    private readonly TemporaryFolder _folder = new();

    /// <summary>Its path.</summary>
    public string Path => _folder.Path;

    /// <summary>Writes main.cf; <c>DIR</c> stands for the folder.</summary>
    public void WriteMain(string settings) => Write("main.cf", $"""
        compatibility_level = 3.6
        data_directory = DIR
        queue_directory = DIR
        alias_maps =
        alias_database =
        {settings}

        """);

    /// <summary>Writes a file; <c>DIR</c> stands for the folder.</summary>
    public string Write(string name, string text)
    {
        var path = _folder.Write(name, text.Replace("DIR", Path, StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        return path;
    }

    public string FilePath(string name) => _folder.File(name);

    /// <summary>Compiles a table of the folder.</summary>
    public void Compile(string type, string name, params string[] options) => Assert.Equal(0, CommandRun.In(Variable, [], ["compile", .. options, $"{type}:{_folder.File(name)}"]).Status);

    /// <summary>Runs <c>status</c>, with the folder shown as <c>DIR</c>.</summary>
    public (int Status, string Output, string Error) Run(params string[] options) => RunWith(Variable, options);

    /// <summary>Runs <c>status</c> where a postconf says what types there are.</summary>
    public (int Status, string Output, string Error) RunWithTypes(string types, params string[] options)
    {
        var folder = Directory.CreateDirectory(_folder.File("bin")).FullName;
        var postconf = System.IO.Path.Combine(folder, "postconf");
        File.WriteAllText(postconf, $"#!/bin/sh\ncase $1 in -m) printf '%s\\n' {types};; *) echo 3.11.0;; esac\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(postconf, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return RunWith(name => name == "PATH" ? folder : null, options);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>An empty PATH: no Postfix is installed.</summary>
    private static string? Variable(string name) => name == "PATH" ? "" : null;

    private (int Status, string Output, string Error) RunWith(Func<string, string?> variable, string[] options)
    {
        var run = CommandRun.In(variable, [], ["status", "-c", Path, .. options]);
        return (run.Status, Masked(run.Output), Findings().Replace(Masked(run.Error), ""));
    }

    /// <summary>Without what depends on the folder's name: its length decides the widths of columns.</summary>
    public string Masked(string text) =>
        Lines().Replace(Spaces().Replace(text.Replace(Path, "DIR", StringComparison.Ordinal), "  "), "─");

    [GeneratedRegex("(?<=[^ \n])  +")]
    private static partial Regex Spaces();

    /// <summary>The number of lint's findings, which depends on every rule; <c>LintConfigurationTests</c> checks it.</summary>
    [GeneratedRegex(", [0-9]+ findings?: mapkit lint -c DIR$", RegexOptions.Multiline)]
    private static partial Regex Findings();

    [GeneratedRegex("─+")]
    private static partial Regex Lines();
}
