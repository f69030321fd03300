namespace MapKit.Lookup.Patterns;

/// <summary>What a rule asks of a subject.</summary>
/// <typeparam name="TSubject">The key in the form that is tested.</typeparam>
internal abstract class RuleTest<TSubject> : IDisposable
    where TSubject : allows ref struct
{
    /// <summary>Whether the rule applies. A test that fails does not hold.</summary>
    public abstract bool Holds(TSubject subject);

    /// <summary>The tests that hold for all for which this one does, itself among them, as far as this is known: equal objects for equal tests.</summary>
    public virtual IEnumerable<object> Wider => [];

    /// <summary>What <see cref="Wider"/> of another test names this one by; null if it is not to be found there.</summary>
    public virtual object? Name => null;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
