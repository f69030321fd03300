namespace MapKit.Lookup.Patterns;

/// <summary>The rules of a table, in order. The first that applies gives the answer.</summary>
/// <typeparam name="TSubject">The key in the form that is tested.</typeparam>
/// <param name="rules">The rules; their tests are disposed with this object.</param>
internal sealed class RuleList<TSubject>(TableRule<TSubject>[] rules) : IDisposable
    where TSubject : allows ref struct
{
    /// <summary>The rules in order.</summary>
    public IReadOnlyList<TableRule<TSubject>> All => rules;

    /// <summary>The rule that answered last; null if none did.</summary>
    public TableRule<TSubject>? LastMatch { get; private set; }

    /// <summary>Finds the rule that gives the answer.</summary>
    /// <returns>Null if none does.</returns>
    public TableRule<TSubject>? FirstMatch(TSubject subject) => LastMatch = Find(subject);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var rule in rules) rule.Test?.Dispose();
    }

    private TableRule<TSubject>? Find(TSubject subject)
    {
        for (var index = 0; index < rules.Length; index++)
        {
            var rule = rules[index];
            if (rule.Kind == RuleKind.EndIf) continue;
            var holds = rule.Test!.Holds(subject);
            if (rule.Kind == RuleKind.Match)
            {
                if (holds) return rule;
            }
            else if (!holds)
            {
                if (rule.End == int.MaxValue) return null;
                index = rule.End;
            }
        }

        return null;
    }
}
