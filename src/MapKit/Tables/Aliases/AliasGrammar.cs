using MapKit.Tables.Grammar;
using Sprache;

namespace MapKit.Tables.Aliases;

/// <summary>
/// The grammar of one destination (docs/formats/table-formats.md#aliases), on its text without quotes: local(8) examines only the first
/// characters.
/// </summary>
internal static class AliasGrammar
{
    /// <summary><c>command = "|" *CHAR</c>.</summary>
    public static readonly Parser<DestinationSyntax> Command =
        (from pipe in Parse.Char('|')
         from command in Scan.Rest
         select new DestinationSyntax(AliasDestinationKind.Command, command.Text)).Named("command");

    /// <summary><c>file = "/" *CHAR</c>; the slash is part of the path.</summary>
    public static readonly Parser<DestinationSyntax> File =
        (from slash in Parse.Char('/')
         from path in Scan.Rest
         select new DestinationSyntax(AliasDestinationKind.File, "/" + path.Text)).Named("file");

    /// <summary><c>home-file = "~" *CHAR</c>; the tilde is part of the path.</summary>
    public static readonly Parser<DestinationSyntax> HomeFile =
        (from tilde in Parse.Char('~')
         from path in Scan.Rest
         select new DestinationSyntax(AliasDestinationKind.HomeFile, "~" + path.Text)).Named("file in a home");

    /// <summary><c>include = ":include:" *CHAR</c>, in any case.</summary>
    public static readonly Parser<DestinationSyntax> Include =
        (from mark in Parse.IgnoreCase(":include:").Text()
         from path in Scan.Rest
         select new DestinationSyntax(AliasDestinationKind.Include, path.Text)).Named(":include:");

    /// <summary><c>address = *CHAR</c>: all else; <see cref="Addresses.AddressGrammar"/> parses it.</summary>
    public static readonly Parser<DestinationSyntax> Address =
        Scan.Rest.Select(text => new DestinationSyntax(AliasDestinationKind.Address, text.Text)).Named("address");

    /// <summary><c>destination = command / file / home-file / include / address</c>.</summary>
    public static readonly Parser<DestinationSyntax> Destination =
        Scan.Choose(Address, ('|', Command), ('/', File), ('~', HomeFile), (':', Include.Or(Address))).Named("destination");
}

/// <summary>The kind of a destination, from its first characters.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">The rest.</param>
internal sealed record DestinationSyntax(AliasDestinationKind Kind, string Text);
