using System.Buffers;

namespace MapKit.Configuration.Parameters;

/// <summary>The parameters that the macros of a value name, in every branch (docs/formats/configuration.md#macros).</summary>
internal static class MacroNames
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>The names, in order.</summary>
    /// <param name="value">The value, one character per byte.</param>
    public static IEnumerable<string> In(string value) => Uses(value).Select(use => use.Name);

    /// <summary>The names and where they are.</summary>
    /// <param name="value">The value, one character per byte.</param>
    public static IEnumerable<(string Name, int Start)> PlacesIn(string value) => Uses(value).Select(use => (use.Name, use.Start));

    /// <summary>The names of <c>$name</c>, <c>${name}</c> and <c>$(name)</c>, which have no separate value for an undefined parameter.</summary>
    /// <param name="value">The value, one character per byte.</param>
    public static IEnumerable<string> WithoutConditionIn(string value) => Uses(value).Where(use => use.IsPlain).Select(use => use.Name);

    /// <summary>Two dollar signs are one that is no macro. A name before a brace is that of a function.</summary>
    private static IEnumerable<Use> Uses(string value)
    {
        for (var dollar = value.IndexOf('$', StringComparison.Ordinal); dollar >= 0;)
        {
            var next = dollar + 1;
            if (next < value.Length && value[next] == '$')
            {
                next++;
            }
            else if (UseAt(value, next) is { } use)
            {
                yield return use;
                next = use.Start + use.Name.Length;
            }

            dollar = value.IndexOf('$', next);
        }
    }

    private static Use? UseAt(string value, int start)
    {
        var close = start < value.Length ? value[start] switch { '{' => '}', '(' => ')', _ => '\0' } : '\0';
        var name = close == '\0' ? start : start + 1;
        if (close != '\0') name += Length(value.AsSpan(name).IndexOfAnyExcept(" \t\r\n"), value.Length - name);
        var end = name + Length(value.AsSpan(name).IndexOfAnyExcept(NameCharacters), value.Length - name);
        if (end == name || (close != '\0' && end < value.Length && value[end] == '{')) return null;
        return new Use(value[name..end], name, close == '\0' || (name == start + 1 && end < value.Length && value[end] == close));
    }

    private static int Length(int found, int rest) => found < 0 ? rest : found;

    private readonly record struct Use(string Name, int Start, bool IsPlain);
}
