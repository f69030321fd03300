using System.Globalization;
using System.Text;
using MapKit.Source;

namespace MapKit.Configuration.Macros;

/// <summary>The functions that 3.12 registers for <c>${function{text}}</c>.</summary>
internal static class MacroFunctions
{
    private static readonly IdnMapping Mapping = new() { AllowUnassigned = true };

    /// <summary>Whether there is such a function.</summary>
    public static bool Exists(string name) => name is "domain_to_ascii" or "domain_to_utf8";

    /// <summary>Calls a function.</summary>
    /// <param name="name">One that exists.</param>
    /// <param name="argument">A domain, one character per byte.</param>
    /// <returns>The domain in the other form, one character per byte, or null if it is invalid.</returns>
    public static string? Call(string name, string argument)
    {
        var isAscii = Ascii.IsValid(argument);
        try
        {
            return name == "domain_to_ascii"
                ? isAscii ? argument : Mapping.GetAscii(ByteText.ToText(argument).ToLowerInvariant())
                : isAscii ? ByteText.FromText(Mapping.GetUnicode(argument)) : argument;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
