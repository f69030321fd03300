namespace MapKit.Tables.Access;

/// <summary>What the SMTP server does where an entry of an access table matches (access(5), <c>check_table_result</c>).</summary>
public enum AccessActionKind
{
    /// <summary><c>OK</c>, <c>RELAY</c> or digits alone: permit. Text behind the word is ignored.</summary>
    Permit,

    /// <summary><c>DUNNO</c>: as if nothing had been found, and no further key of the same table is asked for.</summary>
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

    /// <summary><c>DISCARD</c>: take the mail and throw it away.</summary>
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
