using System.CommandLine;
using System.Text;
using MapKit.Cli.Commands.Ignoring;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.DropIn;
using MapKit.Diagnostics;

namespace MapKit.Cli.Help;

/// <summary>Manual pages in the man(7) format, from what the help has: <c>mapkit(1)</c>, one for each verb, and <c>mapkit-rules(7)</c>.</summary>
internal static class ManualPage
{
    private const int Width = 78;

    private static readonly (string Name, string Text)[] Variables =
    [
        (ConfigurationOption.Variable, "The folder of main.cf and master.cf, as for Postfix, where -c does not name another."),
        ("PATH", "Where postconf, postmap and postalias of an installed Postfix are found."),
        ("TMPDIR", "Where crosscheck makes its folder. All other temporary files lie beside the file that they replace."),
        ("NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM", "Whether to use colours; NO_COLOR comes before the others, and --color before all."),
        (PostfixVersions.Variable, "The version of Postfix, such as 3.7, whose messages and rules the drop-ins have."),
        (FurtherMaps.Variable, "Types of maps, such as lmdb, that the drop-ins make beside each map that they write."),
        (UnexpectedFailure.TraceVariable, "1 shows where in the program an unexpected failure happened. The text may contain passwords."),
    ];

    private static readonly (string Name, string Text)[] Files =
    [
        ("/etc/postfix/main.cf, /etc/postfix/master.cf", "The configuration where neither -c nor MAIL_CONFIG names another folder."),
        (LintSettingsFile.Name, "What lint does not report: in the folder of the configuration, else in the current folder."),
        ("/usr/lib/mapkit/mapkit-postgresql", "The second program of a native build, for publish, published, pull, fleet and pgsql: tables; it may also lie beside mapkit."),
    ];

    /// <summary>The page of the command.</summary>
    public static string OfCommand()
    {
        var page = Start("MAPKIT", 1, "mapkit", "compile, inspect, check, edit and explain Postfix lookup tables");
        Section(page, "SYNOPSIS");
        page.Append(".B mapkit\n.I VERB\n[\\fIOPTION\\fR]... [\\fIOPERAND\\fR]...\n");
        Section(page, "DESCRIPTION");
        Text(page, "MapKit reads the sources of Postfix lookup tables, compiles them to the map files that Postfix opens, reads those files back, checks the whole configuration, and explains what Postfix does with a message. It needs no Postfix, no Berkeley DB and no LMDB library.");
        page.Append(".PP\n");
        Text(page, "Called as postmap, postalias or newaliases, through a link of that name or as a verb, it replaces that program of Postfix, option for option.");
        Section(page, "VERBS");
        foreach (var verb in Verbs.Described) Item(page, $"\\fBmapkit-{Escape(verb.Name)}\\fR(1)", verb.Summary);
        Section(page, "OPTIONS");
        Text(page, "Options follow the verb. These are those of every verb; the page of each verb has its own.");
        Item(page, "\\fB\\-q\\fR, \\fB\\-\\-quiet\\fR", "Print no notes, and no results that only say that all went well.");
        Item(page, "\\fB\\-v\\fR, \\fB\\-\\-verbose\\fR", "Print what was decided and why: the configuration, formats, types, programs of Postfix.");
        Item(page, "\\fB\\-\\-color\\fR \\fIauto|always|never\\fR", "When to use colours.");
        Item(page, "\\fB\\-h\\fR, \\fB\\-\\-help\\fR", "Show the help of the verb; without a verb, the list of verbs.");
        Item(page, "\\fB\\-\\-version\\fR", "Instead of a verb: show the version.");
        Section(page, "ENVIRONMENT");
        foreach (var (name, text) in Variables) Item(page, $"\\fB{Escape(name)}\\fR", text);
        Section(page, "FILES");
        foreach (var (name, text) in Files) Item(page, $"\\fI{Escape(name)}\\fR", text);
        ExitStatus(page);
        Section(page, "SEE ALSO");
        page.Append(".BR mapkit-rules (7),\n.BR postmap (1),\n.BR postalias (1),\n.BR postconf (5)\n");
        return page.ToString();
    }

    /// <summary>The page of a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="command">Its arguments and options.</param>
    public static string OfVerb(Verb verb, Command command)
    {
        var page = Start($"MAPKIT-{verb.Name.ToUpperInvariant()}", 1, $"mapkit-{verb.Name}", verb.Summary);
        Section(page, "SYNOPSIS");
        page.Append($".B mapkit {Escape(verb.Name)}\n[\\fIOPTION\\fR]... {Escape(string.Join(' ', command.Arguments.Select(HelpPage.UsageOf)))}".TrimEnd()).Append('\n');
        Section(page, "DESCRIPTION");
        Text(page, command.Description!);
        if (command.Arguments.Count > 0)
        {
            Section(page, "OPERANDS");
            foreach (var argument in command.Arguments) Item(page, $"\\fI{Escape(argument.Name)}\\fR", HelpPage.DescriptionOf(argument));
        }

        Section(page, "OPTIONS");
        foreach (var option in command.Options.Where(option => !option.Hidden))
        {
            var names = string.Join(", ", option.Aliases.Append(option.Name).Distinct().OrderBy(name => name.Length).Select(name => $"\\fB{Escape(name)}\\fR"));
            var value = HelpPage.ValueOf(option);
            Item(page, value.Length == 0 ? names : $"{names} \\fI{Escape(value)}\\fR", HelpPage.DescriptionOf(option));
        }

        Section(page, "EXAMPLES");
        foreach (var (line, does) in verb.Examples) Item(page, $"\\fB{Escape(line)}\\fR", does);
        ExitStatus(page);
        Section(page, "SEE ALSO");
        page.Append(".BR mapkit (1)\n");
        return page.ToString();
    }

    /// <summary>The page of the rules.</summary>
    public static string OfRules()
    {
        var page = Start("MAPKIT-RULES", 7, "mapkit-rules", "what mapkit finds in Postfix tables and configurations");
        Section(page, "DESCRIPTION");
        Text(page, "Each rule has what it finds, what Postfix does then, and what to write instead. A comment such as");
        page.Append(".B # mapkit: allow MK2103\n");
        Text(page, "on the line before an entry allows what that rule finds in the entry.");
        Section(page, "RULES");
        foreach (var rule in Rules.All)
            Item(page, $"\\fB{rule.Code}\\fR {Escape(rule.Title)}", string.Join(' ', new[] { rule.Finds, rule.Effect, rule.Remedy }.Where(text => text.Length > 0)));
        Section(page, "SEE ALSO");
        page.Append(".BR mapkit-lint (1),\n.BR mapkit-rule (1)\n");
        return page.ToString();
    }

    private static StringBuilder Start(string title, int section, string name, string summary)
    {
        var page = new StringBuilder($".TH {title} {section} \"{ProgramVersion.Date}\" \"MapKit {ProgramVersion.Text.Split('+')[0]}\" \"MapKit\"\n");
        Section(page, "NAME");
        page.Append($"{Escape(name)} \\- {Escape(summary)}\n");
        return page;
    }

    private static void ExitStatus(StringBuilder page)
    {
        Section(page, "EXIT STATUS");
        Item(page, "0", "Yes, done, the same.");
        Item(page, "1", "No, not found, differs, findings.");
        Item(page, "2", "Trouble: usage, cannot read, damaged file, nothing written.");
    }

    private static void Section(StringBuilder page, string name) => page.Append($".SH {name}\n");

    private static void Item(StringBuilder page, string head, string text)
    {
        page.Append($".TP\n{head}\n");
        Text(page, text);
    }

    /// <summary>Filled text; each sentence may be broken anywhere, so lines are short.</summary>
    private static void Text(StringBuilder page, string text)
    {
        var lines = new TextColumns(Width);
        lines.Add(Escape(text));
        foreach (var line in lines.ToString().TrimEnd('\n').Split('\n')) page.Append(line[0] is '.' or '\'' ? "\\&" : "").Append(line).Append('\n');
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\e", StringComparison.Ordinal)
        .Replace("-", "\\-", StringComparison.Ordinal)
        .Replace("'", "\\(aq", StringComparison.Ordinal)
        .Replace("`", "\\(ga", StringComparison.Ordinal)
        .Replace("^", "\\(ha", StringComparison.Ordinal)
        .Replace("~", "\\(ti", StringComparison.Ordinal);
}
