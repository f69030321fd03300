namespace MapKit.Lookup;

/// <summary>
/// A table cannot be opened or queried. The message is the text of Postfix's tools after <c>fatal: </c>, one character per byte
/// (Latin-1): names, keys and values are shown as their bytes.
/// </summary>
public sealed class LookupException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public LookupException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What Postfix says after <c>fatal: </c>.</param>
    public LookupException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">What Postfix says after <c>fatal: </c>.</param>
    /// <param name="innerException">The cause.</param>
    public LookupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// Whether a table answered with an error. A composed table then answers with the same error, whereas
    /// every other failure ends the program.
    /// </summary>
    internal bool IsAnswer { get; private init; }

    /// <summary>The system's message for the error that a table answered with, or null.</summary>
    internal string? Reason { get; private init; }

    /// <summary>Whether the table needs an engine for regular expressions that was not supplied.</summary>
    internal bool NeedsEngine { get; private init; }

    /// <summary>Whether Postfix can query the table but MapKit cannot: it needs an engine, a server, or the accounts of another system.</summary>
    internal bool IsOutOfReach => NeedsEngine || NeedsServer || NeedsAccounts;

    /// <summary>Whether the table is on a server, which MapKit does not ask.</summary>
    internal bool NeedsServer { get; private init; }

    /// <summary>Whether the table has the accounts of the system that the configuration is from, which is not this one.</summary>
    internal bool NeedsAccounts { get; private init; }

    /// <summary>The failure to query the accounts of another system.</summary>
    /// <param name="table">The table.</param>
    internal static LookupException AccountsUnknown(string table) => new($"{table}: the accounts of the server are unknown here") { NeedsAccounts = true };

    /// <summary>The failure to query a table on a server.</summary>
    /// <param name="type">The type of the table.</param>
    internal static LookupException ServerNeeded(string type) => new($"MapKit does not query {type}: tables, which need a server") { NeedsServer = true };

    /// <summary>The failure to open a table of regular expressions without an engine.</summary>
    /// <param name="type"><c>regexp</c> or <c>pcre</c>.</param>
    /// <param name="option">The option that takes the engine.</param>
    /// <param name="engine">The engine of MapKit.Native.</param>
    internal static LookupException EngineMissing(string type, string option, string engine) =>
        new($"{type}: tables need a regular-expression engine: set {nameof(LookupOptions)}.{option}, for example to {engine}.Find of MapKit.Native") { NeedsEngine = true };

    /// <summary>The error that a table answers with.</summary>
    /// <param name="table">The table that was queried.</param>
    /// <param name="reason">The system's message for a temporary error, null for a configuration error.</param>
    internal static LookupException QueryError(LookupTable table, string? reason = null) =>
        new($"table {table.Type}:{table.Name}: query error{(reason is null ? "" : ": " + reason)}") { IsAnswer = true, Reason = reason };
}
