using System.Buffers;
using MapKit.Platform;
using MapKit.Tables.Addresses;

namespace MapKit.Tables.Aliases;

/// <summary>One destination of an alias. Two of the same kind and text are equal.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">
/// Without quotes and marks: the command after <c>|</c>, the path of a file or after <c>:include:</c>, the address as Postfix
/// reads it.
/// </param>
/// <param name="Address">The address; null for other kinds, or if the text is not an address.</param>
public sealed record AliasDestination(AliasDestinationKind Kind, string Text, MailAddress? Address = null)
{
    private const string PathCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/.-_+=~";

    private static readonly SearchValues<char> PlainPath = SearchValues.Create(PathCharacters);

    /// <summary>Offset of its first byte in the value; 0 if it was not read from one.</summary>
    internal int Start { get; init; }

    /// <summary>Its length there, in bytes.</summary>
    internal int Length { get; init; }

    /// <summary>Creates a destination from an address.</summary>
    /// <param name="address">The address; one without domain is another alias or a local user.</param>
    public static AliasDestination Create(MailAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new(AliasDestinationKind.Address, address.Domain is null ? address.LocalPart : $"{address.LocalPart}@{address.Domain}", address);
    }

    /// <inheritdoc/>
    public bool Equals(AliasDestination? other) => other is not null && Kind == other.Kind && Text == other.Text && Address == other.Address;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Text);

    /// <summary>The destination as written in a table, in quotes if needed.</summary>
    public override string ToString() => Kind switch
    {
        AliasDestinationKind.Address => AddressForm.External(Text),
        AliasDestinationKind.Command => LocalPart.Quote($"|{Text}"),
        AliasDestinationKind.Include => PathText(":include:"),
        _ => PathText(""),
    };

    internal AliasDestination Decoded() => new(Kind, LosslessText.FromLatin1(Text), Address?.Decoded()) { Start = Start, Length = Length };

    private string PathText(string mark) => Text.AsSpan().ContainsAnyExcept(PlainPath) ? LocalPart.Quote(mark + Text) : mark + Text;
}

/// <summary>What local(8) does for one destination of an alias (docs/formats/table-formats.md#aliases).</summary>
public enum AliasDestinationKind
{
    /// <summary>Mail to an address; without domain another alias or a local user.</summary>
    Address,

    /// <summary><c>|command</c>: run a command.</summary>
    Command,

    /// <summary><c>/path</c>: append to a file; a path that ends in a slash is a maildir.</summary>
    File,

    /// <summary><c>~/path</c>: the same in the user's home, which is known only if the map does not belong to root.</summary>
    HomeFile,

    /// <summary><c>:include:/path</c>: the destinations in a file.</summary>
    Include,
}
