using MapKit.Diagnostics;
using MapKit.Postfix;

namespace MapKit.Cli.DropIn;

/// <summary>Our findings in the words of a version of Postfix (docs/formats/versions.md#differences).</summary>
internal static class PostfixWording
{
    /// <summary>The text after <c>warning: </c>, or null if that version is silent.</summary>
    public static string? Reword(Diagnostic diagnostic, PostfixVersion version)
    {
        var differences = VersionDifferences.In(version);
        if (diagnostic.Rule == Rules.NulByte && !differences.WarnsOfNulBytes) return null;
        return diagnostic.Rule == Rules.AliasNameHasDomain
            ? diagnostic.PostfixText?.Replace("name must be local and have no domain", differences.AliasNameMustBeLocal, StringComparison.Ordinal)
            : diagnostic.PostfixText;
    }
}
