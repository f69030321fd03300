using MapKit.Cli.DropIn;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Operations.CrossCheck;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>MapKit's side: the drop-in for postmap or postalias, with the messages and the stored forms of a version.</summary>
/// <param name="configuration">The folder of main.cf.</param>
/// <param name="version">The version of Postfix.</param>
/// <param name="environment">The variables.</param>
internal sealed class CrossCheckDropIn(string configuration, string version, CommandEnvironment environment) : ICrossCheckEngine
{
    /// <summary>MapKit's name in a report.</summary>
    public const string MapKit = "mapkit";

    /// <inheritdoc/>
    public string Name => MapKit;

    /// <inheritdoc/>
    public CrossCheckBuild Build(CrossCheckTask task)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        int status;
        using (var inner = new CommandEnvironment(Stream.Null, output, error, false, false, Variable))
        {
            var tool = task.Format.Syntax == SourceSyntax.Aliases ? DropInTool.Postalias : DropInTool.Postmap;
            status = MapTool.Run(tool, ["-c", configuration, $"{MapTypes.NameOf(task.Type)}:{task.SourcePath}"], inner);
        }

        task.Cancellation.ThrowIfCancellationRequested();
        return new CrossCheckBuild { ExitStatus = status, Messages = CrossCheckLines.Split(error.ToArray()) };
    }

    private string? Variable(string name) =>
        name == PostfixVersions.Variable ? version
        : CrossCheckPostfixTool.HiddenVariables.Contains(name) ? null
        : environment.Variable(name);
}
