using System.Text;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Linting.Entries;

/// <summary>Keys that folding changes: reported once per table, because a table in upper case works.</summary>
internal sealed class UpperCaseKeyRule(LintContext context) : IEntryRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<IEntryRule>(context => new UpperCaseKeyRule(context), new RuleScope { WhenCompiling = false }, Rules.UpperCaseKey);

    private readonly KeyFolder _folder = new(context.Folding);
    private SourcePlace? _first;
    private string _what = "";
    private string _shown = "";
    private int _count;

    /// <inheritdoc/>
    public int LastLine => context.LastFoldedLine;

    /// <inheritdoc/>
    public void See(in Entry entry)
    {
        var folded = _folder.Fold(entry.Key);
        if (folded.SequenceEqual(entry.Key)) return;
        _count++;
        if (_first is not null) return;
        _first = entry.KeyPlace;
        _what = HasUpperCase(entry.Key) ? "the key has upper case" : "the key has characters that folding replaces";
        _shown = context.Format.IsSecret ? "in lower case" : "as " + context.Show(folded);
    }

    /// <summary>Folding changes more than case: a sharp s becomes <c>ss</c>.</summary>
    private static bool HasUpperCase(ReadOnlySpan<byte> key)
    {
        foreach (var rune in ByteText.ToText(ByteText.FromBytes(key)).EnumerateRunes())
        {
            if (Rune.IsUpper(rune)) return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_first is not { } place) return;
        context.Report(Rules.UpperCaseKey, place, $"{_what}; Postfix stores it and looks it up {_shown}{MoreEntries.Text(_count)}", "nothing needs to be done; lower case shows what is stored");
    }
}
