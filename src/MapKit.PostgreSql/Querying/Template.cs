using System.Text;
using MapKit.Lookup;

namespace MapKit.PostgreSql.Querying;

/// <summary>
/// The templates <c>query</c> and <c>result_format</c> of a client file, as db_common.c of Postfix expands them. All text is one character
/// per byte.
/// </summary>
internal sealed class Template
{
    private readonly string _query;
    private readonly string _result;
    private readonly bool _needsKeyUser;
    private readonly bool _needsKeyDomain;
    private readonly bool _needsValueUser;
    private readonly bool _needsValueDomain;
    private readonly int _labels;

    /// <summary>Reads both templates.</summary>
    /// <param name="query">The query.</param>
    /// <param name="result">The format of a result.</param>
    /// <exception cref="LookupException">A percent sign is followed by another character than Postfix knows.</exception>
    public Template(string query, string result)
    {
        (_query, _result) = (query, result);
        foreach (var (text, isQuery) in ((string, bool)[])[(query, true), (result, false)])
        {
            foreach (var letter in Letters(text))
            {
                switch (letter)
                {
                    case '%' or 's' or 'S':
                        break;
                    case 'u':
                        if (isQuery) _needsKeyUser = true;
                        else _needsValueUser = true;
                        break;
                    case 'd':
                        if (isQuery) _needsKeyDomain = true;
                        else _needsValueDomain = true;
                        break;
                    case 'U':
                        _needsKeyUser = true;
                        break;
                    case 'D':
                        _needsKeyDomain = true;
                        break;
                    case >= '1' and <= '9':
                        _needsKeyDomain = true;
                        _labels = Math.Max(_labels, letter - '0');
                        break;
                    default:
                        throw new LookupException($"Invalid {(isQuery ? "query" : "result")} template: {text}");
                }
            }
        }
    }

    /// <summary>The query for a key; null if the key has not the parts that it needs, so that nothing is queried.</summary>
    /// <param name="key">The key.</param>
    public string? Query(string key)
    {
        if (key.Length == 0) return null;
        var domain = _needsKeyDomain || _needsKeyUser ? DomainOf(key) : null;
        if ((string.IsNullOrEmpty(domain) && _needsKeyDomain) || (IsWithoutUser(key, domain) && _needsKeyUser)) return null;
        var labels = _labels == 0 ? [] : LabelsOf(domain!);
        if (labels.Length < _labels) return null;
        var text = new StringBuilder();
        Expand(_query, text, letter => Quote(letter switch
        {
            'd' or 'D' => domain!,
            'u' or 'U' => UserOf(key, domain),
            >= '1' and <= '9' => labels[^(letter - '0')],
            _ => key,
        }));
        return text.ToString();
    }

    /// <summary>Appends a column of the answer to the result.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The column.</param>
    /// <param name="result">Takes the expanded value, after a comma unless it is the first.</param>
    /// <returns>False if the column is empty or lacks the parts that are needed, and is omitted.</returns>
    public bool TryAppend(string key, string value, StringBuilder result)
    {
        if (value.Length == 0) return false;
        var domain = _needsValueDomain || _needsValueUser ? DomainOf(value) : null;
        if ((string.IsNullOrEmpty(domain) && _needsValueDomain) || (IsWithoutUser(value, domain) && _needsValueUser)) return false;
        var keyDomain = _needsKeyDomain || _needsKeyUser ? DomainOf(key) : null;
        if ((string.IsNullOrEmpty(keyDomain) && _needsKeyDomain) || (IsWithoutUser(key, keyDomain) && _needsKeyUser)) return false;
        var labels = _labels == 0 ? [] : LabelsOf(keyDomain!);
        if (labels.Length < _labels) return false;
        if (result.Length > 0) result.Append(',');
        Expand(_result, result, letter => letter switch
        {
            's' => value,
            'u' => UserOf(value, domain),
            'd' => domain!,
            'S' => key,
            'U' => UserOf(key, keyDomain),
            'D' => keyDomain!,
            _ => labels[^(letter - '0')],
        });
        return true;
    }

    private static IEnumerable<char> Letters(string template)
    {
        for (var i = template.IndexOf('%', StringComparison.Ordinal); i >= 0; i = i + 2 > template.Length ? -1 : template.IndexOf('%', i + 2)) yield return i + 1 < template.Length ? template[i + 1] : '\0';
    }

    private static void Expand(string template, StringBuilder text, Func<char, string> valueOf)
    {
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '%') text.Append(template[i]);
            else if (template[++i] == '%') text.Append('%');
            else text.Append(valueOf(template[i]));
        }
    }

    /// <summary>As PQescapeStringConn with standard strings.</summary>
    private static string Quote(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private static string? DomainOf(string text) => text.LastIndexOf('@') is >= 0 and var at ? text[(at + 1)..] : null;

    private static string UserOf(string text, string? domain) => domain is null ? text : text[..(text.Length - domain.Length - 1)];

    private static bool IsWithoutUser(string text, string? domain) => domain is not null && domain.Length == text.Length - 1;

    // Postfix takes consecutive dots as one.
    private static string[] LabelsOf(string domain) => domain.Split('.', StringSplitOptions.RemoveEmptyEntries);
}
