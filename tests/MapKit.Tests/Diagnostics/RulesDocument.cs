using System.Text;
using MapKit.Diagnostics;

namespace MapKit.Tests.Diagnostics;

/// <summary>docs/rules.md, made from the catalogue.</summary>
internal static class RulesDocument
{
    public static string Path { get; } = System.IO.Path.Combine(FindRoot(), "docs", "rules.md");

    public static string Text { get; } = Write();

    private static string Write()
    {
        var text = new StringBuilder("""
            # The rules

            Made by `tools/generate-rules.sh` from the catalogue in `src/MapKit/Diagnostics`; do not edit.

            A comment `# mapkit: allow MK2103` on the line before an entry allows what that rule finds in the entry. Separate several codes
            by whitespace or commas; any text may follow. The severity is the usual one of the rule; a single finding may have another.

            | code | severity | |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var rule in Rules.All) text.Append($"| [{rule.Code}](#{rule.Code.ToLowerInvariant()}) | {Name(rule.Severity)} | {rule.Title} |\n");
        foreach (var rule in Rules.All)
        {
            text.Append($"\n## {rule.Code}\n\n**{rule.Title}** ({Name(rule.Severity)})\n\n{rule.Finds}\n\n*What Postfix does:* {rule.Effect}\n\n");
            if (rule.Example.Length > 0) text.Append($"```\n{rule.Example}\n```\n\n");
            text.Append($"*What to do:* {rule.Remedy}\n");
        }

        return text.ToString();
    }

    private static string Name(Severity severity) => severity.ToString().ToLowerInvariant();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "MapKit.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
    }
}
