namespace MapKit.Tables.Addresses;

/// <summary>One address of a list, as Postfix's parser groups the tokens.</summary>
/// <param name="External">Its tokens joined, quoted where they need quotes.</param>
/// <param name="Internal">Its tokens joined without quotes and backslashes, as the delivery looks at it.</param>
/// <param name="Start">Offset of its first byte in the list.</param>
/// <param name="Length">Bytes from there to the end of its last token.</param>
/// <param name="IsAdjacent">Whether only blanks part it from what stands before it: Postfix adds the comma.</param>
/// <param name="IsHash">Whether it begins with an unquoted <c>#</c>.</param>
internal sealed record AddressItem(string External, string Internal, int Start, int Length, bool IsAdjacent, bool IsHash)
{
    /// <summary>Offset of the first byte after it.</summary>
    public int End => Start + Length;
}
