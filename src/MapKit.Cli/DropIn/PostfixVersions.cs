using MapKit.Postfix;

namespace MapKit.Cli.DropIn;

/// <summary>The environment's choice of the Postfix to follow.</summary>
internal static class PostfixVersions
{
    /// <summary>The variable: <c>3.7</c> or <c>3.12</c>.</summary>
    public const string Variable = "MAPKIT_POSTFIX_VERSION";

    /// <summary>Whether a version is asked for. Where none is, alias names are stored in every version's form.</summary>
    public static bool IsGiven(CommandEnvironment environment) => !string.IsNullOrEmpty(environment.Variable(Variable));

    /// <summary>The version. Versions before 3.8 count as 3.7, all others as 3.12.</summary>
    public static PostfixVersion Of(CommandEnvironment environment) => Of(environment.Variable(Variable));

    /// <summary>The version that a number, such as <c>3.7.11</c>, counts as.</summary>
    /// <param name="number">The number; what is none counts as the newest.</param>
    public static PostfixVersion Of(string? number) =>
        Version.TryParse(number?.Split('-')[0], out var version) && version < new Version(3, 8) ? PostfixVersion.Postfix37 : PostfixVersion.Postfix312;
}
