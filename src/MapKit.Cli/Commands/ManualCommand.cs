using System.CommandLine;
using System.Text;
using MapKit.Cli.Help;
using MapKit.Platform;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit manual</c>: writes the manual pages, for packages.</summary>
internal static class ManualCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "Folder to write the pages to; its subfolders man1 and man7 are created" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("manual", "Write the manual pages to a folder.") { Folder };
        command.SetAction(arguments =>
        {
            var folder = arguments.GetRequiredValue(Folder);
            Write("mapkit.1", ManualPage.OfCommand());
            Write("mapkit-rules.7", ManualPage.OfRules());
            foreach (var verb in Verbs.Described) Write($"mapkit-{verb.Name}.1", ManualPage.OfVerb(verb, MapkitCommand.CommandOf(verb, environment)));
            return MapkitCommand.Success;

            void Write(string name, string text)
            {
                WholeFile.Write(Path.Join(folder, "man" + name[^1], name), Encoding.UTF8.GetBytes(text));
            }
        });
        return command;
    }
}
