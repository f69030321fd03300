namespace MapKit.Operations.Graph;

/// <summary>The names of the address classes.</summary>
internal static class AddressClasses
{
    /// <summary>The name for people.</summary>
    /// <param name="fact">The name for programs, such as <c>virtual-alias</c>.</param>
    public static string NameOf(string fact) => fact.Replace('-', ' ');
}
