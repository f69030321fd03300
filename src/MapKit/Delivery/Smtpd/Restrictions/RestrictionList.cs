using MapKit.Configuration;
using MapKit.Tables.Access;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>The restrictions of a parameter, of a class, or of the value of an access table.</summary>
/// <param name="Name">The parameter, or the table.</param>
/// <param name="Items">The restrictions in order.</param>
internal sealed record RestrictionList(string Name, IReadOnlyList<Restriction> Items)
{
    /// <summary>The words of the list, arguments included.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>Reads the value of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Its value; null if it has none.</param>
    public static RestrictionList Read(string parameter, ParameterValue? value)
    {
        if (value is null) return new RestrictionList(parameter, []);
        var words = value.Words();
        string[] texts = [.. words.Select(word => word.Text)];
        return new RestrictionList(parameter, ItemsOf(texts, index => value.PlaceOf(words[index].Start, words[index].Text.Length) is { } place ? $"{place.Setting.Path}:{place.Place.Line}" : null)) { Words = texts };
    }

    /// <summary>Reads the value of an access table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="value">The value, one character per byte.</param>
    /// <param name="place">Where it is; null if unknown.</param>
    public static RestrictionList OfValue(string table, string value, string? place) => new(table, ItemsOf(ExplainContext.Words(value), _ => place));

    private static List<Restriction> ItemsOf(IReadOnlyList<string> words, Func<int, string?> placeOf)
    {
        var items = new List<Restriction>();
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            var place = placeOf(index);
            var next = index + 1 < words.Count ? words[index + 1] : null;
            if (word.Contains(':', StringComparison.Ordinal))
            {
                items.Add(new Restriction("", word, place));
            }
            else if (AccessWords.NeedsTable(word) || AccessWords.TakesArgument(word))
            {
                items.Add(new Restriction(word.ToLowerInvariant(), next, place));
                index++;
            }
            else
            {
                items.Add(new Restriction(AccessWords.IsRestriction(word) ? word.ToLowerInvariant() : word, null, place));
            }
        }

        return items;
    }
}

/// <summary>One restriction.</summary>
/// <param name="Name">Its name, in lower case; that of a class or of something unknown as written; empty for a table alone.</param>
/// <param name="Argument">Its table, server or domain; null if there is none.</param>
/// <param name="Place">Where it is written; null for a default.</param>
internal sealed record Restriction(string Name, string? Argument, string? Place)
{
    private const int LongestShown = 100;

    /// <summary>Whether the argument is <c>type:name</c> or in braces.</summary>
    public bool HasTable => Argument?.Contains(':', StringComparison.Ordinal) == true;

    /// <summary>The restriction for display: a table that contains its entries may be very long.</summary>
    public string Shown => Wording.Show(ToString()) is var text && text.Length <= LongestShown ? text : text[..(LongestShown - 1)] + "…";

    /// <summary>The restriction as written.</summary>
    public override string ToString() => Argument is null ? Name : Name.Length == 0 ? Argument : $"{Name} {Argument}";
}
