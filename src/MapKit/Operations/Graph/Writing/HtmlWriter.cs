using System.Globalization;
using System.Text;
using MapKit.Delivery;
using MapKit.Operations.Explain;
using MapKit.Operations.Graph.Layout;

namespace MapKit.Operations.Graph.Writing;

/// <summary>
/// A page with the picture and every step. It needs nothing else: no script, no other file and no server, which its Content-Security-Policy also
/// says.
/// </summary>
internal static class HtmlWriter
{
    /// <summary>A picture that is wider than the screen becomes smaller up to this; then it is moved.</summary>
    private const double SmallestScale = 0.75;

    private const string Style = """
        :root{color-scheme:light dark;--page:#f8fafc;--bg:#fff;--text:#0f172a;--soft:#526079;--edge:#e2e8f0;--good:#15803d;--bad:#b91c1c;--wait:#a16207;--chip:#eef2f7}
        @media (prefers-color-scheme:dark){:root{--page:#0b1120;--bg:#131c31;--text:#e2e8f0;--soft:#a3b1c6;--edge:#263248;--good:#86efac;--bad:#fca5a5;--wait:#fcd34d;--chip:#1e293b}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
        main{max-width:1280px;margin:0 auto;padding:32px 24px 48px}
        h1{font-size:1.5rem;line-height:1.3;margin:0 0 12px;overflow-wrap:anywhere}
        h2{font-size:1.05rem;margin:36px 0 12px;overflow-wrap:anywhere}
        code,.place,.steps{font-family:ui-monospace,"SF Mono","DejaVu Sans Mono",Menlo,Consolas,monospace}
        h1 code,h2 code{font-size:.95em;font-weight:600}
        .answers{list-style:none;display:flex;flex-wrap:wrap;gap:8px;margin:0 0 24px;padding:0}
        .answers li{border:1px solid currentColor;border-radius:999px;padding:2px 12px;font-size:.875rem;overflow-wrap:anywhere}
        .answers code{font-size:.95em}
        .good{color:var(--good)}.bad{color:var(--bad)}.wait{color:var(--wait)}
        figure{margin:0;background:var(--bg);border:1px solid var(--edge);border-radius:12px;padding:16px;overflow-x:auto}
        figure svg{display:block;margin:0 auto;height:auto}
        figure.mail{--bg:#fff}
        .narrow{display:none}
        .notes{margin:16px 0 0;padding:0 0 0 20px;color:var(--soft);font-size:.9rem;overflow-wrap:anywhere}
        .steps,.steps ul{list-style:none;margin:0;padding:0}
        .steps{background:var(--bg);border:1px solid var(--edge);border-radius:12px;padding:14px 16px;font-size:.8125rem;line-height:1.6;overflow-wrap:anywhere}
        .steps ul{padding-left:18px;border-left:1px solid var(--edge);margin-left:5px}
        .steps li{padding:1px 0}
        .steps summary{cursor:pointer}
        .steps summary::marker{color:var(--soft)}
        .steps .stage>details>summary,.steps .stage>span{font-family:system-ui,-apple-system,"Segoe UI",sans-serif;font-weight:600;font-size:.9rem}
        .steps .answer>span{color:var(--good)}
        .steps .failure>span,.steps .failure>details>summary{color:var(--bad)}
        .steps .unknown>span{color:var(--wait)}
        .steps .nothing,.steps .note{color:var(--soft)}
        .place{display:inline-block;background:var(--chip);color:var(--text);border-radius:6px;padding:0 7px;margin-left:6px;font-size:.95em}
        .table{overflow-x:auto;background:var(--bg);border:1px solid var(--edge);border-radius:12px}
        table{border-collapse:collapse;width:100%;font-size:.875rem}
        th,td{text-align:left;vertical-align:top;padding:9px 14px;border-top:1px solid var(--edge);overflow-wrap:anywhere;min-width:120px}
        thead th{border-top:0;color:var(--soft);font-weight:600}
        tbody th{font-weight:600}
        td ul{margin:0;padding:0;list-style:none}
        .kind{color:var(--soft);font-size:.8rem}
        footer{margin-top:32px;color:var(--soft);font-size:.8rem}
        @media (prefers-color-scheme:dark){figure.mail{--bg:#0f172a}}
        @media (max-width:720px){main{padding:20px 14px 36px}h1{font-size:1.25rem}figure{padding:10px}.has-narrow{display:none}.narrow{display:block}th,td{padding:8px 10px;min-width:96px}}
        @media print{body,.steps,figure{background:#fff}figure{overflow:visible}figure svg{max-width:100%;height:auto}}
        """;

    /// <summary>Returns the page.</summary>
    /// <param name="graph">The picture.</param>
    /// <param name="explanations">The explanations, each with its question.</param>
    public static string Write(MailGraph graph, IReadOnlyList<(string Question, Explanation Explanation)> explanations)
    {
        var title = explanations is [var only] ? only.Question : graph.Title;
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Escape(title)}</title>\n<style>\n{SvgWriter.Style}\n{Style}\n</style>\n</head>\n<body>\n<main>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{HeadingOf(title)}</h1>\n");
        if (explanations is [var one]) Answers(page, one.Explanation);
        Picture(page, graph);
        if (graph.Notes.Count > 0) page.Append(CultureInfo.InvariantCulture, $"<ul class=\"notes\">{string.Concat(graph.Notes.Select(note => $"<li>{Escape(note)}</li>"))}</ul>\n");
        foreach (var (question, explanation) in explanations)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{(explanations.Count == 1 ? "Step by step" : HeadingOf(question))}</h2>\n");
            if (explanations.Count > 1) Answers(page, explanation);
            page.Append("<ul class=\"steps\">\n");
            foreach (var line in ExplanationWords.LinesOf(explanation)) Line(page, line);
            page.Append("</ul>\n");
        }

        if (explanations.Count == 0) Table(page, graph);
        return page.Append("<footer>Drawn by mapkit from the configuration. Passwords are not in this page.</footer>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static string Escape(string text) => XmlEscape.Escape(Shown.Text(text));

    /// <summary>A heading: a word and what it is about.</summary>
    private static string HeadingOf(string question)
    {
        var space = question.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !ExplainOperation.Names.Contains(question[..space])) return Escape(char.ToUpperInvariant(question[0]) + question[1..]);
        return $"{Escape(char.ToUpperInvariant(question[0]) + question[1..space])} <code>{Escape(question[(space + 1)..])}</code>";
    }

    private static void Answers(StringBuilder page, Explanation explanation)
    {
        var answers = explanation.Results.Select(result => (Text: result, Class: "good")).ToList();
        if (DeliveryVerdict.TextFor(explanation) is { } verdict) answers.Add((verdict, explanation.Outcome == ExplainOutcome.Trouble ? "wait" : "bad"));
        else if (answers.Count == 0) answers.Add((explanation.Outcome == ExplainOutcome.Trouble ? "not known" : "not found", explanation.Outcome == ExplainOutcome.Trouble ? "wait" : "bad"));
        page.Append(CultureInfo.InvariantCulture, $"<ul class=\"answers\" aria-label=\"Results\">{string.Concat(answers.Select(answer => $"<li class=\"{answer.Class}\"><code>{Escape(answer.Text)}</code></li>"))}</ul>\n");
    }

    /// <summary>The picture; where it is narrower from top to bottom, a second one for narrow screens.</summary>
    private static void Picture(StringBuilder page, MailGraph graph)
    {
        var wide = SvgWriter.Draw(graph, LayoutDirection.Right, out var size);
        var narrow = SvgWriter.Draw(graph, LayoutDirection.Down, out var narrowSize);
        var hasNarrow = narrowSize.Width < size.Width * 0.75;
        Figure(page, graph.Title, wide, size, hasNarrow ? "has-narrow" : "any");
        if (hasNarrow) Figure(page, graph.Title, narrow, narrowSize, "narrow");
    }

    private static void Figure(StringBuilder page, string title, string picture, Size size, string name) => page.Append(
        CultureInfo.InvariantCulture,
        $"<figure class=\"mail {name}\" tabindex=\"0\" aria-label=\"Picture: {Escape(title)}; the same in words is below\"><svg xmlns=\"http://www.w3.org/2000/svg\" style=\"width:100%;max-width:{size.Width}px;min-width:{(int)(size.Width * SmallestScale)}px\" viewBox=\"0 0 {size.Width} {size.Height}\" role=\"img\" aria-label=\"{Escape(title)}\">\n{picture}</svg></figure>\n");

    private static void Line(StringBuilder page, ExplanationLine line)
    {
        page.Append(CultureInfo.InvariantCulture, $"<li class=\"{NameOf(line.Meaning)}\">");
        var text = $"{XmlEscape.Escape(line.Text)}{PlaceOf(line)}";
        if (line.Children.Count == 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<span>{text}</span></li>\n");
            return;
        }

        // Lookups without an answer are there for those who ask.
        var isOpen = line.Meaning != ExplanationMeaning.Search || line.Children.Any(child => child.Meaning != ExplanationMeaning.Nothing);
        page.Append(CultureInfo.InvariantCulture, $"<details{(isOpen ? " open" : "")}><summary>{text}{(isOpen ? "" : " <span class=\"nothing\">no entry</span>")}</summary><ul>\n");
        foreach (var child in line.Children) Line(page, child);
        page.Append("</ul></details></li>\n");
    }

    private static string PlaceOf(ExplanationLine line) => line.Place is not { } place
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"<span class=\"place\">{Escape(place.Path)}:{place.Place.Line}{(place.IsCurrent ? "" : " differs: the map is older")}</span>");

    /// <summary>The picture in words.</summary>
    private static void Table(StringBuilder page, MailGraph graph)
    {
        var nodes = graph.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        page.Append("<h2>The same in words</h2>\n<div class=\"table\"><table>\n<thead><tr><th scope=\"col\">Mail for</th><th scope=\"col\">What it is</th><th scope=\"col\">Goes to</th></tr></thead>\n<tbody>\n");
        foreach (var node in graph.Nodes)
        {
            var edges = graph.Edges.Where(edge => edge.From == node.Id).ToArray();
            if (edges.Length == 0) continue;
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\"><code>{Escape(node.Title)}</code></th><td>{Escape(node.Caption)}{string.Concat(node.Details.Select(detail => $"<div class=\"kind\">{Escape(detail)}</div>"))}</td><td><ul>");
            foreach (var edge in edges)
            {
                var to = nodes[edge.To];
                page.Append(CultureInfo.InvariantCulture, $"<li{(edge.IsLoop ? " class=\"bad\"" : "")}><code>{Escape(to.Title)}</code> <span class=\"kind\">{Escape(string.Join(", ", to.Details.Take(to.Kind == GraphNodeKind.Route ? 2 : 0).Prepend(to.Caption)))}</span>{(edge.IsLoop ? " (loop)" : "")}{(edge.Place is null ? "" : $"<span class=\"place\">{Escape(EdgeText.Short(edge with { IsLoop = false }))}</span>")}</li>");
            }

            page.Append("</ul></td></tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n");
    }

    private static string NameOf(ExplanationMeaning meaning) => meaning switch
    {
        ExplanationMeaning.Stage => "stage",
        ExplanationMeaning.Search => "search",
        ExplanationMeaning.Answer => "answer",
        ExplanationMeaning.Nothing => "nothing",
        ExplanationMeaning.Unknown => "unknown",
        ExplanationMeaning.Failure => "failure",
        ExplanationMeaning.Note => "note",
        _ => "fact",
    };
}
