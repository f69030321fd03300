using MapKit.Platform;
using MapKit.Tables.Addresses;
using MapKit.Tables.Transport;

namespace MapKit.Tables.Access;

/// <summary>The value of an access entry (docs/formats/table-formats.md#access). Two actions of the same kind, code and text are equal.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Text">The text after the action: the text of the reply, or its parameter. For restrictions the whole value.</param>
public sealed record AccessAction(AccessActionKind Kind, string Text)
{
    /// <summary>The code of <see cref="AccessActionKind.Reply"/>, 400 to 599; otherwise null.</summary>
    public int? Code { get; init; }

    /// <summary>The recipient for <c>REDIRECT</c> and <c>BCC</c>; null for other actions, or if the text is not one address.</summary>
    public MailAddress? Recipient { get; init; }

    /// <summary>The destination for <c>FILTER</c>; otherwise null.</summary>
    public TransportRoute? Filter { get; init; }

    /// <summary>The names and their arguments, for <see cref="AccessActionKind.Restrictions"/>; otherwise empty.</summary>
    public IReadOnlyList<string> Restrictions { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(AccessAction? other) => other is not null && Kind == other.Kind && Code == other.Code && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Code, Text);

    /// <summary>The action as written in a table.</summary>
    public override string ToString()
    {
        if (Kind == AccessActionKind.Restrictions) return Text;
        var word = Kind == AccessActionKind.Reply ? $"{Code}" : AccessWords.WordOf(Kind);
        return Text.Length == 0 ? word : $"{word} {Text}";
    }

    internal AccessAction Decoded() => new(Kind, LosslessText.FromLatin1(Text))
    {
        Code = Code,
        Recipient = Recipient?.Decoded(),
        Filter = Filter?.Decoded(),
        Restrictions = [.. Restrictions.Select(name => LosslessText.FromLatin1(name))],
    };
}

/// <summary>What the SMTP server does if an entry of an access table matches (access(5), <c>check_table_result</c>).</summary>
public enum AccessActionKind
{
    /// <summary><c>OK</c>, <c>RELAY</c> or only digits: permit. Text after the word is ignored.</summary>
    Permit,

    /// <summary><c>DUNNO</c>: continue as if no entry had been found; no further key of the same table is looked up.</summary>
    Dunno,

    /// <summary><c>REJECT</c> with an optional text.</summary>
    Reject,

    /// <summary><c>DEFER</c> with an optional text.</summary>
    Defer,

    /// <summary><c>DEFER_IF_REJECT</c> with an optional text.</summary>
    DeferIfReject,

    /// <summary><c>DEFER_IF_PERMIT</c> with an optional text.</summary>
    DeferIfPermit,

    /// <summary><c>4NN text</c> or <c>5NN text</c>.</summary>
    Reply,

    /// <summary><c>INFO</c>: log.</summary>
    Info,

    /// <summary><c>WARN</c>: log.</summary>
    Warn,

    /// <summary><c>HOLD</c>: into the hold queue.</summary>
    Hold,

    /// <summary><c>DISCARD</c>: accept and discard the mail.</summary>
    Discard,

    /// <summary><c>FILTER transport:destination</c>.</summary>
    Filter,

    /// <summary><c>REDIRECT user@domain</c>.</summary>
    Redirect,

    /// <summary><c>BCC user@domain</c>.</summary>
    Bcc,

    /// <summary><c>PREPEND name: value</c>: put a header before the message.</summary>
    Prepend,

    /// <summary><c>HANGUP</c>: end the connection without an answer; not documented.</summary>
    HangUp,

    /// <summary>Names of restrictions and restriction classes.</summary>
    Restrictions,
}
