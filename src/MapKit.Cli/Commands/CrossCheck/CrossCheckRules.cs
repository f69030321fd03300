using MapKit.Cli.DropIn;
using MapKit.Configuration;
using MapKit.Entries;
using MapKit.Postfix;
using MapKit.Records;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>How main.cf and the environment make a source be read: the same for MapKit and for the library that it is compared with.</summary>
/// <param name="Utf8">Whether lines that are not UTF-8 are ignored, and keys are folded as UTF-8.</param>
/// <param name="AliasKeys">The stored forms of alias names.</param>
internal sealed record CrossCheckRules(bool Utf8, AliasKeys AliasKeys)
{
    /// <summary>How keys are folded.</summary>
    public KeyFolding Folding => Utf8 ? KeyFolding.Unicode : KeyFolding.Ascii;

    /// <summary>The rules.</summary>
    /// <param name="settings">The configuration, or null if there is none: then the defaults of recent Postfix versions apply.</param>
    /// <param name="environment">The variables.</param>
    /// <exception cref="ConfigurationException">What Postfix refuses.</exception>
    public static CrossCheckRules Create(PostfixSettings? settings, CommandEnvironment environment)
    {
        var aliasKeys = !PostfixVersions.IsGiven(environment) ? AliasKeys.Both
            : VersionDifferences.In(PostfixVersions.Read(environment)).AliasesStorePlainForm ? AliasKeys.Internal : AliasKeys.External;

        // Without Postfix, its users do not exist either.
        return new CrossCheckRules(settings is null || settings.Parameters.Utf8Enabled, aliasKeys);
    }
}
