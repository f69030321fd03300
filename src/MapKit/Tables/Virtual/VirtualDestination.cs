using MapKit.Tables.Addresses;

namespace MapKit.Tables.Virtual;

/// <summary>One address that a virtual alias stands for.</summary>
/// <param name="Target">The address, or <c>@domain</c>.</param>
/// <param name="Start">Offset of its first byte in the value.</param>
/// <param name="Length">Bytes it takes there.</param>
public sealed record VirtualDestination(AddressReplacement Target, int Start, int Length);
