namespace MapKit.Tests;

/// <summary>
/// Categories of tests, as traits named <see cref="Name"/>. The fast run leaves out <see cref="Peer"/>, <see cref="Root"/> and
/// <see cref="Slow"/>; mutation testing leaves out <see cref="Random"/> as well (see <see cref="SelectiveTestFramework"/>).
/// </summary>
public static class Category
{
    /// <summary>The trait's name, for <c>--filter "Category!=Slow"</c>.</summary>
    public const string Name = "Category";

    /// <summary>Starts installed programs or libraries, or reads their files. The attributes that name such tools carry it.</summary>
    public const string Peer = "Peer";

    /// <summary>Changes owners, mounts, or starts daemons. A test in a namespace of its own belongs here.</summary>
    public const string Root = "Root";

    /// <summary>Takes input that is another one each day or each run.</summary>
    public const string Random = "Random";

    /// <summary>Takes seconds.</summary>
    public const string Slow = "Slow";

    /// <summary>The traits of an attribute that carries categories.</summary>
    public static IReadOnlyCollection<KeyValuePair<string, string>> Traits(params string[] categories) =>
        [.. categories.Select(category => KeyValuePair.Create(Name, category))];
}
