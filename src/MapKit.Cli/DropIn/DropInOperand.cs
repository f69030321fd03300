namespace MapKit.Cli.DropIn;

/// <summary>A <c>[type:]name</c> operand, split at its first colon, of any type.</summary>
/// <param name="Type">The type.</param>
/// <param name="Name">The name.</param>
internal readonly record struct DropInOperand(string Type, string Name)
{
    /// <summary>Splits an operand.</summary>
    /// <param name="text">The operand.</param>
    /// <param name="defaultType">The type if none is given: <c>default_database_type</c>.</param>
    public static DropInOperand Parse(string text, string defaultType)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(defaultType, text) : new(text[..colon], text[(colon + 1)..]);
    }
}
