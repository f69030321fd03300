namespace MapKit.Compare;

/// <summary>The two programs that are compared.</summary>
/// <param name="MapkitPath">Our native command.</param>
/// <param name="PostmapPath">The installed postmap.</param>
/// <param name="EmptyPath">A native program that does nothing, for the floor of what is short.</param>
/// <param name="Configuration">The folder of Postfix's configuration.</param>
internal sealed record Programs(string MapkitPath, string PostmapPath, string EmptyPath, string Configuration)
{
    /// <summary>Our program.</summary>
    public Invocation Mapkit(params string[] arguments) => new(MapkitPath, arguments);

    /// <summary>Postfix's.</summary>
    public Invocation Postmap(params string[] arguments) => new(PostmapPath, ["-c", Configuration, .. arguments]);
}
