using System.Runtime.Versioning;
using MapKit.Cli.Tests.Interruption;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>A folder of Postfix's commands in which postmap, postalias, newaliases and mapkit itself are MapKit's.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class CommandFolder : IDisposable
{
    private static readonly string[] Ours = ["mapkit", "postmap", "postalias", "newaliases"];

    private readonly TemporaryFolder _folder = new();

    public CommandFolder()
    {
        const UnixFileMode everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(Path, everybody);
        foreach (var command in Directory.GetFiles("/usr/sbin", "post*").Append("/usr/sbin/sendmail").Where(File.Exists))
        {
            var name = System.IO.Path.GetFileName(command);
            if (!Ours.Contains(name)) File.CreateSymbolicLink(_folder.File(name), command);
        }

        foreach (var name in Ours)
        {
            if (MapKitCommand.IsNative)
            {
                File.CreateSymbolicLink(_folder.File(name), MapKitCommand.Line[0]);
                continue;
            }

            // What is not one native file cannot be called by a link; the name goes in front.
            var verb = name == "mapkit" ? "" : name + " ";
            File.SetUnixFileMode(_folder.Write(name, $"#!/bin/sh\nexec {string.Join(' ', MapKitCommand.Line)} {verb}\"$@\"\n"), everybody);
        }
    }

    /// <summary>The folder, for <c>command_directory</c>.</summary>
    public string Path => _folder.Path;

    /// <summary>Path of one of the commands.</summary>
    public string PathOf(string name) => _folder.File(name);

    /// <summary>Runs one of the commands.</summary>
    /// <param name="name">The command.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="configuration">MAIL_CONFIG.</param>
    /// <param name="input">Standard input.</param>
    public ToolResult Run(string name, string[] arguments, string configuration, byte[]? input = null) =>
        Tool.Run(_folder.File(name), arguments, input, new Dictionary<string, string> { ["MAIL_CONFIG"] = configuration });

    public void Dispose() => _folder.Dispose();
}
