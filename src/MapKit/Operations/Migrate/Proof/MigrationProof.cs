namespace MapKit.Operations.Migrate.Proof;

/// <summary>What shows that a migration has changed nothing but types.</summary>
/// <param name="Tables">The records of each table, before and after.</param>
/// <param name="Checks">The other checks.</param>
/// <param name="Notes">What the administrator should know of single files, such as an owner that could not be kept.</param>
internal sealed record MigrationProof(IReadOnlyList<TableProof> Tables, IReadOnlyList<CheckOutcome> Checks, IReadOnlyList<string> Notes);
