namespace MapKit.Operations.Migrate.Proof;

/// <summary>Something that a migration must not change.</summary>
internal interface IMigrationCheck
{
    /// <summary>Reads the configuration before anything is changed.</summary>
    /// <param name="plan">The plan.</param>
    void Before(MigrationPlan plan);

    /// <summary>Compares it with the changed one.</summary>
    /// <param name="plan">The plan.</param>
    CheckOutcome After(MigrationPlan plan);
}

/// <summary>The outcome of a check.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="IsGood">Whether it is the same; if not, the migration is undone.</param>
/// <param name="Lines">What was found.</param>
internal sealed record CheckOutcome(string Name, bool IsGood, IReadOnlyList<string> Lines);
