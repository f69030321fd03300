namespace MapKit.Configuration.StartUp;

/// <summary>
/// Splits the value of a parameter into words at commas and whitespace; <c>{ text with spaces }</c> is one word, without its braces
/// and the whitespace inside them (postfix-tables 6.4).
/// </summary>
internal static class BracedList
{
    /// <summary>The words.</summary>
    /// <param name="name">The parameter, for messages.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ConfigurationException">A brace is not closed, or text follows it.</exception>
    public static List<string> Split(string name, string value)
    {
        var words = new List<string>();
        for (var position = 0; position < value.Length;)
        {
            if (IsSeparator(value[position]))
            {
                position++;
                continue;
            }

            var start = position;
            var level = 0;
            for (; position < value.Length && !(level == 0 && IsSeparator(value[position])); position++)
            {
                if (value[position] == '{') level++;
                else if (value[position] == '}' && level > 0) level--;
            }

            var word = value[start..position];
            words.Add(word[0] == '{' ? WithoutBraces(name, word) : word);
        }

        return words;
    }

    private static string WithoutBraces(string name, string word)
    {
        var level = 0;
        for (var end = 0; end < word.Length; end++)
        {
            if (word[end] == '{') level++;
            if (word[end] != '}' || --level > 0) continue;
            if (end + 1 < word.Length) throw new ConfigurationException($"{name}: syntax error after '}}' in \"{word}\"");
            return word[1..end].Trim([' ', '\t', '\n', '\v', '\f', '\r']);
        }

        throw new ConfigurationException($"{name}: missing '}}' in \"{word}\"");
    }

    private static bool IsSeparator(char value) => value == ',' || SettingText.IsSeparator(value);
}
