using System.Runtime.InteropServices;

namespace MapKit.Operations.CrossCheck;

/// <summary>Compares the messages of two engines, line by line.</summary>
internal static class CrossCheckMessages
{
    /// <summary>The lines that only one has: those of the reference first, each in its order. Equal lines count as often as they occur.</summary>
    /// <param name="ours">MapKit's lines.</param>
    /// <param name="reference">The reference's.</param>
    public static IReadOnlyList<CrossCheckMessage> Compare(IReadOnlyList<string> ours, IReadOnlyList<string> reference) =>
    [
        .. Without(reference, ours).Select(line => new CrossCheckMessage(DifferenceKind.Missing, line)),
        .. Without(ours, reference).Select(line => new CrossCheckMessage(DifferenceKind.Extra, line)),
    ];

    private static IEnumerable<string> Without(IReadOnlyList<string> lines, IReadOnlyList<string> others)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in others) CollectionsMarshal.GetValueRefOrAddDefault(counts, line, out _)++;
        foreach (var line in lines)
        {
            if (counts.GetValueOrDefault(line) == 0) yield return line;
            else counts[line]--;
        }
    }
}

/// <summary>One message that only one engine has. May quote secrets.</summary>
/// <param name="Kind"><see cref="DifferenceKind.Missing"/> or <see cref="DifferenceKind.Extra"/>.</param>
/// <param name="Text">The whole line, one character for each byte.</param>
internal sealed record CrossCheckMessage(DifferenceKind Kind, string Text);
