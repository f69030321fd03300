using MapKit.Platform;
using MapKit.Tables.Addresses;
using MapKit.Tables.Transport;

namespace MapKit.Tables.ContentChecks;

/// <summary>The result of a header or body check. Two actions of the same kind and text are equal.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Text">The text after the action.</param>
public sealed record ContentAction(ContentActionKind Kind, string Text)
{
    /// <summary>The recipient for <c>REDIRECT</c> and <c>BCC</c>; null for other actions, or if the text is not one address.</summary>
    public MailAddress? Recipient { get; init; }

    /// <summary>The destination for <c>FILTER</c>; otherwise null.</summary>
    public TransportRoute? Filter { get; init; }

    /// <inheritdoc/>
    public bool Equals(ContentAction? other) => other is not null && Kind == other.Kind && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Text);

    /// <summary>The action as written in a table.</summary>
    public override string ToString() => Text.Length == 0 ? ContentActionWords.WordOf(Kind) : $"{ContentActionWords.WordOf(Kind)} {Text}";

    internal ContentAction Decoded() => new(Kind, LosslessText.FromLatin1(Text)) { Recipient = Recipient?.Decoded(), Filter = Filter?.Decoded() };
}

/// <summary>What Postfix does with a message if a header or body check matches (docs/formats/content-checks.md#actions).</summary>
public enum ContentActionKind
{
    /// <summary><c>BCC user@domain</c>: add a recipient.</summary>
    Bcc,

    /// <summary><c>DISCARD</c>: accept and discard the message.</summary>
    Discard,

    /// <summary><c>DUNNO</c> or <c>OK</c>: continue with the next line.</summary>
    Dunno,

    /// <summary><c>FILTER transport:destination</c>.</summary>
    Filter,

    /// <summary><c>HOLD</c>: into the hold queue.</summary>
    Hold,

    /// <summary><c>IGNORE</c>: delete the line.</summary>
    Ignore,

    /// <summary><c>INFO</c>: log.</summary>
    Info,

    /// <summary><c>PASS</c>: no further checks of this message.</summary>
    Pass,

    /// <summary><c>PREPEND text</c>: insert a line.</summary>
    Prepend,

    /// <summary><c>REDIRECT user@domain</c>: to this recipient alone.</summary>
    Redirect,

    /// <summary><c>REJECT</c> with an optional text.</summary>
    Reject,

    /// <summary><c>REPLACE text</c>: replace the line.</summary>
    Replace,

    /// <summary><c>STRIP</c>: delete the line and log.</summary>
    Strip,

    /// <summary><c>WARN</c>: log as a warning.</summary>
    Warn,
}
