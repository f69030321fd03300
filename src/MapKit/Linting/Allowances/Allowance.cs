using MapKit.Source;

namespace MapKit.Linting.Allowances;

/// <summary>A comment that silences a rule for the entry below it.</summary>
/// <param name="Code">The rule's code; empty if the comment names none.</param>
/// <param name="Place">Where the code stands.</param>
internal sealed record Allowance(string Code, SourcePlace Place)
{
    /// <summary>The first line of the entry; 0 if there is none below the comment.</summary>
    public int FirstLine { get; set; }

    /// <summary>The last line that may belong to the entry.</summary>
    public int LastLine { get; set; }

    /// <summary>Whether it has silenced a finding.</summary>
    public bool IsUsed { get; set; }
}
