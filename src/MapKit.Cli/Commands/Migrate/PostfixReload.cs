using MapKit.Cli.Commands.CrossCheck;
using MapKit.Cli.Commands.Options;
using MapKit.Source;

namespace MapKit.Cli.Commands.Migrate;

/// <summary><c>postfix reload</c>, if it is requested.</summary>
internal static class PostfixReload
{
    /// <summary>Reloads the mail systems of configurations.</summary>
    /// <returns>Whether all were reloaded.</returns>
    public static bool Run(IEnumerable<string> folders, CommandEnvironment environment, CancellationToken cancellation)
    {
        if (PostfixPrograms.Find("postfix", environment) is not { } postfix)
        {
            MapkitCommand.Fail(environment, "--reload: postfix is not installed");
            return false;
        }

        var isDone = true;
        foreach (var folder in folders)
        {
            var (status, _, error) = CrossCheckPostfixTool.Run(postfix, ["-c", folder, "reload"], cancellation);
            if (status != 0) MapkitCommand.Fail(environment, $"postfix -c {folder} reload: {DisplayText.Lines(ByteText.FromBytes(error).Trim())}");
            isDone &= status == 0;
        }

        return isDone;
    }
}
