namespace MapKit.Configuration.Parameters;

/// <summary>The words that a parameter may have, and what Postfix does with any other (docs/formats/parameters.md#words).</summary>
/// <param name="Name">The name in the catalogue.</param>
/// <param name="Outcome">What an unknown word does.</param>
/// <param name="Message">Postfix's message, with <c>{name}</c>, <c>{word}</c> and <c>{value}</c>; empty if it is silent.</param>
/// <param name="Words">The words.</param>
internal sealed record WordSet(string Name, WordOutcome Outcome, string Message, params IReadOnlyList<string> Words)
{
    /// <summary>Whether upper and lower case are the same.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>Whether an empty value is allowed where one word is expected.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Whether a word is one of the set.</summary>
    public bool Has(string word) => Words.Contains(word, IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>Postfix's message about a value, one character per byte.</summary>
    public string MessageAbout(string name, string word, string value) => Message
        .Replace("{name}", name, StringComparison.Ordinal).Replace("{word}", word, StringComparison.Ordinal).Replace("{value}", value, StringComparison.Ordinal);
}

/// <summary>What an unknown word does.</summary>
internal enum WordOutcome
{
    /// <summary>The program stops as it starts.</summary>
    Fatal,

    /// <summary>The program stops when it uses the value, for example for a client or a mail.</summary>
    FatalInUse,

    /// <summary>The program logs a warning and works without TLS.</summary>
    TlsOff,

    /// <summary>The program logs a warning and fails what needs the value.</summary>
    Failure,

    /// <summary>The program logs a warning and ignores the value.</summary>
    Warning,

    /// <summary>The word is ignored without a message.</summary>
    Silent,
}
