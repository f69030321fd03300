using MapKit.Postfix;

namespace MapKit.Cli.DropIn;

/// <summary>The environment's choice of the Postfix to follow.</summary>
internal static class PostfixVersions
{
    /// <summary>The variable: <c>3.7</c> or <c>3.12</c>.</summary>
    public const string Variable = "MAPKIT_POSTFIX_VERSION";

    /// <summary>Whether a version is selected. If none is, alias names are stored in every version's form.</summary>
    public static bool IsGiven(CommandEnvironment environment) => !string.IsNullOrEmpty(environment.Variable(Variable));

    /// <summary>The version. Versions before 3.8 count as 3.7, all others as 3.12.</summary>
    public static PostfixVersion Read(CommandEnvironment environment) => PostfixVersionNumber.Parse(environment.Variable(Variable));
}
