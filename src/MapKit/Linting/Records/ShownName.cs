using MapKit.Source;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.Records;

/// <summary>Names of <see cref="LoopSearch"/> in messages.</summary>
internal static class ShownName
{
    private const int Longest = 80;

    /// <summary>The local part for any address of a domain: no key of a table can contain it.</summary>
    public const string AnyLocalPart = "\0";

    /// <summary>The name, safe for a terminal.</summary>
    public static string Escape(string name) => DisplayText.Escape(Latin1Text.Bytes(name.StartsWith(AnyLocalPart, StringComparison.Ordinal) ? name[1..] : name), Longest);
}
