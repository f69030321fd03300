namespace MapKit.Lookup.Patterns;

/// <summary>What a rule asks of a subject.</summary>
/// <typeparam name="TSubject">The key in the form that is tested.</typeparam>
internal abstract class RuleTest<TSubject> : IDisposable
    where TSubject : allows ref struct
{
    /// <summary>Whether the rule applies. A test that fails does not hold.</summary>
    public abstract bool Holds(TSubject subject);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
