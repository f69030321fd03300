using MapKit.Cli.DropIn;
using MapKit.Configuration;
using MapKit.Entries;
using MapKit.Postfix;
using MapKit.Records;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>What main.cf and the environment say of how a source is read: the same for MapKit and for a library that it is checked against.</summary>
/// <param name="Utf8">Whether lines that are not UTF-8 are dropped, and keys folded as UTF-8.</param>
/// <param name="AliasKeys">The stored forms of alias names.</param>
internal sealed record CrossCheckRules(bool Utf8, AliasKeys AliasKeys)
{
    /// <summary>How keys are folded.</summary>
    public KeyFolding Folding => Utf8 ? KeyFolding.Unicode : KeyFolding.Ascii;

    /// <summary>The rules.</summary>
    /// <param name="settings">The configuration, or null where there is none: then all is as with Postfix's recent defaults.</param>
    /// <param name="environment">The variables.</param>
    /// <exception cref="ConfigurationException">What Postfix refuses.</exception>
    public static CrossCheckRules Create(PostfixSettings? settings, CommandEnvironment environment)
    {
        var aliasKeys = !PostfixVersions.IsGiven(environment) ? AliasKeys.Both
            : VersionDifferences.In(PostfixVersions.Read(environment)).AliasesStorePlainForm ? AliasKeys.Internal : AliasKeys.External;

        // Where there is no Postfix there are no users of it either.
        return new CrossCheckRules(settings is null || settings.Parameters.Utf8Enabled, aliasKeys);
    }
}
