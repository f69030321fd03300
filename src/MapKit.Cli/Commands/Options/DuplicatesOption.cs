using System.CommandLine;
using MapKit.Records;

namespace MapKit.Cli.Commands.Options;

/// <summary>The option that says which of several records with one key wins.</summary>
internal static class DuplicatesOption
{
    private const string Error = "error";

    /// <summary>Makes the option.</summary>
    /// <param name="description">What wins.</param>
    /// <param name="withError">Whether a duplicate can be made an error.</param>
    public static Option<string> Create(string description, bool withError) => new Option<string>("--duplicates") { Description = description, DefaultValueFactory = _ => "first" }
        .Among(withError ? ["first", "last", Error] : ["first", "last"]);

    /// <summary>The policy.</summary>
    public static DuplicatePolicy PolicyOf(ParseResult arguments, Option<string> option) =>
        arguments.GetRequiredValue(option) == "last" ? DuplicatePolicy.Last : DuplicatePolicy.First;

    /// <summary>Whether a duplicate is an error.</summary>
    public static bool AreErrors(ParseResult arguments, Option<string> option) => arguments.GetRequiredValue(option) == Error;
}
