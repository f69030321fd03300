using MapKit.Entries;
using MapKit.Loading;

namespace MapKit.Operations.Dump;

/// <summary>Options with which the written source will be compiled. The defaults are those of <see cref="LoadOptions"/>.</summary>
public sealed record SourceTextOptions : LoadOptions
{
    /// <summary>The syntax to write.</summary>
    public SourceSyntax Syntax { get; init; } = SourceSyntax.Postmap;

}
