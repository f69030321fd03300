using MapKit.Diagnostics;
using MapKit.Source;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Aliases;

/// <summary>Checks one destination of an alias.</summary>
internal static class DestinationCheck
{
    /// <summary>Creates a destination from an item of the list.</summary>
    public static AliasDestination Parse(AddressItem item, List<ValueProblem> problems)
    {
        // In a long list with an uncommon item, most items are still common.
        if (CommonAddress.Parse(item.External) is { } common)
        {
            return new AliasDestination(AliasDestinationKind.Address, item.Internal, common) { Start = item.Start, Length = item.Length };
        }

        var syntax = AliasGrammar.Destination.Read(item.Internal);
        MailAddress? address = null;
        switch (syntax.Kind)
        {
            case AliasDestinationKind.Command when string.IsNullOrWhiteSpace(syntax.Text):
                Report(Rules.EmptyCommand, item, "there is no command after the |; Postfix has nothing to run", "write \"|/path/to/command arguments\"", problems);
                break;
            case AliasDestinationKind.Include when !syntax.Text.StartsWith('/'):
                Report(
                    Rules.RelativeInclude,
                    item,
                    "the file of an :include: needs an absolute path; Postfix rejects it and bounces the mail",
                    "write :include:/path/to/file",
                    problems);
                break;
            case AliasDestinationKind.HomeFile:
                ReportHome(item, syntax.Text, problems);
                break;
            case AliasDestinationKind.Address when !AddressGrammar.Address.Matches(item.External, out address):
                var help = syntax.Text.StartsWith("include:", StringComparison.OrdinalIgnoreCase) ? "the mark is :include: with a colon before it" : null;
                problems.Add(AddressProblem.Create(item, "Postfix bounces the mail", help));
                break;
        }

        return new AliasDestination(syntax.Kind, syntax.Text, address) { Start = item.Start, Length = item.Length };
    }

    /// <summary>Reports two addresses with only whitespace between them.</summary>
    public static void ReportMissingComma(AddressItem before, AddressItem after, List<ValueProblem> problems) => problems.Add(new ValueProblem(
        Rules.MissingComma,
        after.Start,
        after.Length,
        $"there is no comma between {Latin1Text.Show(before.External)} and {Latin1Text.Show(after.External)}; Postfix reads them as two addresses",
        "write the comma, or put what belongs together into quotes"));

    /// <summary>Reports a command, file or include that loses the text after its first word.</summary>
    public static void ReportSplit(AliasDestination destination, AddressItem last, List<ValueProblem> problems)
    {
        var length = last.End - destination.Start;
        var shown = Latin1Text.Show(destination.Text);
        problems.Add(destination.Kind switch
        {
            AliasDestinationKind.Command => new ValueProblem(
                Rules.CommandLosesArguments,
                destination.Start,
                length,
                $"the command is not in quotes; Postfix runs {shown} without arguments and reads each further word as an address",
                "put all of it into quotes: \"|command arguments\""),
            AliasDestinationKind.File => new ValueProblem(
                Rules.FileNameIsSplit,
                destination.Start,
                length,
                $"a file name with spaces is not in quotes; Postfix reads {shown} as the file and each further word as an address",
                "put all of it into quotes, or write commas between destinations"),
            _ => new ValueProblem(
                Rules.IncludeIsSplit,
                destination.Start,
                length,
                $"a file name with spaces is not in quotes; Postfix includes {shown} and reads each further word as an address",
                "put all of it into quotes: \":include:/path with spaces\""),
        });
    }

    private static void ReportHome(AddressItem item, string path, List<ValueProblem> problems)
    {
        if (path.StartsWith("~/", StringComparison.Ordinal))
        {
            Report(
                Rules.HomeInAlias,
                item,
                "~/ works only in a map that does not belong to root; otherwise Postfix bounces the mail",
                "write the whole path",
                problems);
            return;
        }

        Report(
            Rules.HomeInAlias,
            item,
            $"Postfix does not expand {DisplayText.Escape(Latin1Text.Bytes(path), 80)}, the home of a named user, and bounces the mail",
            "write the whole path",
            problems);
    }

    private static void Report(DiagnosticRule rule, AddressItem item, string message, string help, List<ValueProblem> problems) =>
        problems.Add(new ValueProblem(rule, item.Start, item.Length, message, help));
}
