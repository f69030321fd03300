using MapKit.Entries;

namespace MapKit.Operations.Dump;

/// <summary>What <see cref="SourceDump"/> did.</summary>
/// <param name="Lines">Entries written.</param>
/// <param name="Problems">Records that were reported.</param>
/// <param name="AliasKeys">The option with which an alias source compiles back to the same records.</param>
public sealed record SourceDumpResult(long Lines, long Problems, AliasKeys AliasKeys);
