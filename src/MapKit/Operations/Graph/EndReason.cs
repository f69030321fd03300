using MapKit.Delivery;

namespace MapKit.Operations.Graph;

/// <summary>Why mail ends somewhere: a few words, and what else the explanation says.</summary>
/// <param name="Title">The words.</param>
/// <param name="Details">What else it says.</param>
internal sealed record EndReason(string Title, IReadOnlyList<string> Details)
{
    private const string Loop = " is part of an alias loop";

    private static readonly string[] Verdicts = ["Postfix bounces the mail: ", "Postfix defers the mail: ", "the SMTP server refuses it: ", "the SMTP server does not accept the message: "];

    /// <summary>Whether it is the answer of a server that the client tries again later.</summary>
    public bool IsTemporary => Title is ['4', >= '0' and <= '9', >= '0' and <= '9', ' ', ..];

    /// <summary>Reads it from a step.</summary>
    public static EndReason From(ExplanationNode step)
    {
        var text = step.Text;
        foreach (var verdict in Verdicts)
        {
            if (text.IndexOf(verdict, StringComparison.Ordinal) is >= 0 and var start) return new EndReason(Shown.Text(text[(start + verdict.Length)..]), []);
        }

        var parts = text.Split("; ");
        var details = parts.Skip(1).Where(part => part != "Postfix defers the mail").Select(Shown.Text);
        return parts[0].EndsWith(Loop, StringComparison.Ordinal)
            ? new EndReason("alias loop", [.. details])
            : new EndReason(Shown.Text(parts[0]), [.. details]);
    }
}
