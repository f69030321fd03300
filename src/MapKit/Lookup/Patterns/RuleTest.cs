namespace MapKit.Lookup.Patterns;

/// <summary>The condition of a rule.</summary>
/// <typeparam name="TSubject">The key in the form that is tested.</typeparam>
internal abstract class RuleTest<TSubject> : IDisposable
    where TSubject : allows ref struct
{
    /// <summary>Whether the rule applies. A test that fails does not hold.</summary>
    public abstract bool Holds(TSubject subject);

    /// <summary>The tests that hold whenever this one does, itself included, as far as known: equal objects for equal tests.</summary>
    public virtual IEnumerable<object> Wider => [];

    /// <summary>The object for this test in the <see cref="Wider"/> of another test; null if there is none.</summary>
    public virtual object? Name => null;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
