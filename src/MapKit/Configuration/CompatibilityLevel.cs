using MapKit.Postfix;

namespace MapKit.Configuration;

/// <summary>
/// The value of <c>compatibility_level</c>: <c>3.6</c>, or with a patch level <c>3.6.1</c>. 3.10 comes after 3.9.
/// </summary>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second number, at most 1023.</param>
/// <param name="Patch">Third number, at most 1023.</param>
internal readonly record struct CompatibilityLevel(long Major, int Minor = 0, int Patch = 0) : IComparable<CompatibilityLevel>
{
    private const int MajorShift = 20;

    /// <summary>Reads a level.</summary>
    /// <param name="text">One to three numbers with dots between; each may follow whitespace and a sign, as for C's <c>strtol</c>.</param>
    /// <param name="level">The level.</param>
    /// <returns>False for anything else: Postfix reports <c>malformed compatibility level syntax</c>.</returns>
    public static bool TryParse(string text, out CompatibilityLevel level)
    {
        level = default;
        var rest = text.AsSpan();
        Span<long> parts = stackalloc long[3];
        for (var index = 0; index < parts.Length; index++)
        {
            var number = LeadingNumber.Read(rest);
            var limit = index == 0 ? long.MaxValue >> MajorShift : PostfixLimits.CompatibilityLevelPart;
            if (number.Length == 0 || number.Overflows || number.Value < 0 || number.Value > limit) return false;
            parts[index] = number.Value;
            rest = rest[number.Length..];
            if (rest.IsEmpty)
            {
                level = new CompatibilityLevel(parts[0], (int)parts[1], (int)parts[2]);
                return true;
            }

            if (rest[0] != '.') return false;
            rest = rest[1..];
        }

        return false;
    }

    /// <inheritdoc/>
    public int CompareTo(CompatibilityLevel other)
    {
        var result = Major.CompareTo(other.Major);
        if (result == 0) result = Minor.CompareTo(other.Minor);
        return result != 0 ? result : Patch.CompareTo(other.Patch);
    }

    /// <summary>The level as Postfix writes it: levels up to 2 have one number, later ones two, and a third if it is not 0.</summary>
    public override string ToString() => (Major > 2, Patch > 0) switch
    {
        (false, _) => $"{Major}",
        (true, false) => $"{Major}.{Minor}",
        _ => $"{Major}.{Minor}.{Patch}",
    };

    /// <summary>Whether the left level is less than the right one.</summary>
    public static bool operator <(CompatibilityLevel left, CompatibilityLevel right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left level is greater than the right one.</summary>
    public static bool operator >(CompatibilityLevel left, CompatibilityLevel right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left level is less than or equal to the right one.</summary>
    public static bool operator <=(CompatibilityLevel left, CompatibilityLevel right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left level is greater than or equal to the right one.</summary>
    public static bool operator >=(CompatibilityLevel left, CompatibilityLevel right) => left.CompareTo(right) >= 0;
}
