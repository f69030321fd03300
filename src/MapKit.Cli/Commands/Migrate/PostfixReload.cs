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
            var (status, output, error) = CrossCheckPostfixTool.Run(postfix, ["-c", folder, "reload"], cancellation);
            if (status != 0) MapkitCommand.Fail(environment, $"postfix -c {folder} reload: {ReasonOf(status, ByteText.FromBytes(output).Trim(), ByteText.FromBytes(error).Trim())}");
            isDone &= status == 0;
        }

        return isDone;
    }

    /// <summary>Without a terminal, Postfix writes its messages to the log of mail.</summary>
    private static string ReasonOf(int status, string output, string error) =>
        DisplayText.Lines(error.Length > 0 ? error : output.Length > 0 ? output : $"exit status {status}; the reason is in the log of mail (is Postfix running?)");
}
