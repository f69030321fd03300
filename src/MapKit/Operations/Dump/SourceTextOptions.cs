using MapKit.Entries;
using MapKit.Operations.Compile;
using MapKit.Records;

namespace MapKit.Operations.Dump;

/// <summary>How the source that is written will be compiled. The defaults are those of <see cref="CompileOptions"/>.</summary>
public sealed record SourceTextOptions
{
    /// <summary>The syntax to write.</summary>
    public SourceSyntax Syntax { get; init; } = SourceSyntax.Postmap;

    /// <summary>Whether UTF-8 mode will be on: then a record that is not UTF-8 has no line.</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>How keys will be folded: a key that folding changes has no line.</summary>
    public KeyFolding Folding { get; init; } = KeyFolding.Unicode;

    /// <summary>The stored forms of alias names that will be asked for.</summary>
    public AliasKeys AliasKeys { get; init; } = AliasKeys.Both;
}
