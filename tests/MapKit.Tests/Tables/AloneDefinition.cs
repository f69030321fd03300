namespace MapKit.Tests.Tables;

/// <summary>Tests that look at the clock run when no others do.</summary>
[CollectionDefinition(HostileTextTests.Alone, DisableParallelization = true)]
public sealed class AloneDefinition;
