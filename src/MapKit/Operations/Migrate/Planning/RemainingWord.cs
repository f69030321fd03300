namespace MapKit.Operations.Migrate.Planning;

/// <summary>A <c>hash:</c> or <c>btree:</c> that is left as it is.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">Its line, from 1; 0 if the whole file or a parameter is meant.</param>
/// <param name="Text">The line, or the parameter, with secrets masked; one character per byte.</param>
/// <param name="Kind">Why it is left.</param>
/// <param name="Reason">A sentence for people; null where the kind says it all.</param>
internal sealed record RemainingWord(string Path, int Line, string Text, RemainingKind Kind, string? Reason = null)
{
    /// <summary>Whether Postfix may read it, so that the migration is not complete.</summary>
    public bool IsOfPostfix => Kind is RemainingKind.NotUnderstood or RemainingKind.Shared or RemainingKind.Broken or RemainingKind.Unused;
}

/// <summary>Why a type is left as it is.</summary>
internal enum RemainingKind
{
    /// <summary>A value that MapKit does not understand.</summary>
    NotUnderstood,

    /// <summary>One word gives the type of tables that need different new types.</summary>
    Shared,

    /// <summary>The table has neither a source nor a map, so that Postfix cannot open it now either.</summary>
    Broken,

    /// <summary>It is set, but nothing uses it now: a parameter of the administrator, or a branch that is not taken.</summary>
    Unused,

    /// <summary>A later setting of the same name overrides it.</summary>
    Overridden,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A file that Postfix does not read, such as a script.</summary>
    OtherFile,
}
