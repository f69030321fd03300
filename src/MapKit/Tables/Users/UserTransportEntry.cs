using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Tables.SenderTransport;
using MapKit.Tables.Transport;

namespace MapKit.Tables.Users;

/// <summary>One entry of a table of <c>mailbox_transport_maps</c> or <c>fallback_transport_maps</c>: how local(8) passes on the mail of a user.</summary>
/// <param name="User">The name of the user.</param>
/// <param name="Route">The transport, and the next hop if the value has one.</param>
public sealed record UserTransportEntry(string User, TransportRoute Route) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.UserTransport;

    /// <inheritdoc/>
    internal override string KeyText => User;

    /// <inheritdoc/>
    internal override string ValueText => Route.ToString();

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        SenderTransportValue.IsCommon(value) && UserKey.IsCommon(key) && !Patterns.EntryCheck.MayBeCondition(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static UserTransportEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(key, value, static key => UserKey.Parse(key), ParseRoute, static (user, route) => new UserTransportEntry(user, route), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new UserTransportEntry(LosslessText.FromLatin1(User), Route.Decoded());

    /// <summary>local(8) passes the mail on only by the name of a transport; it knows no DUNNO.</summary>
    internal static ParsedValue<TransportRoute> ParseRoute(string value)
    {
        if (TransportValue.IsPlainName(value)) return new ParsedValue<TransportRoute>(new TransportRoute(value, "", []), []);
        if (value.StartsWith(':'))
        {
            var problem = new ValueProblem(
                Rules.NoTransport, 0, 1, "there is no transport before the colon; local(8) stops with \"missing transport name\" and Postfix defers the mail", "write transport:nexthop");
            return new ParsedValue<TransportRoute>(null, [problem]);
        }

        var parsed = SenderTransportValue.Parse(value);
        return new ParsedValue<TransportRoute>(parsed.Value?.Route, parsed.Problems);
    }
}
