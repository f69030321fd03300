namespace MapKit.Operations.CrossCheck;

/// <summary>
/// Something that builds maps from sources in its own way: MapKit, an installed postmap or postalias, a library of the system.
/// <see cref="CrossCheckOperation"/> holds two of them against one another.
/// </summary>
public interface ICrossCheckEngine
{
    /// <summary>The name for people, with the version where it is known, such as <c>postmap 3.7.11</c>.</summary>
    string Name { get; }

    /// <summary>Builds one map beside its source, at <see cref="CrossCheckTask.MapPath"/>. What it refuses to build is no exception.</summary>
    /// <param name="task">What to build.</param>
    /// <returns>How it went.</returns>
    /// <exception cref="IOException">The engine itself cannot be run.</exception>
    /// <exception cref="OperationCanceledException">As was asked.</exception>
    CrossCheckBuild Build(CrossCheckTask task);
}
