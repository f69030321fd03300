namespace MapKit.Fuzzing;

/// <summary>MapKit did something with a file that it promises never to do.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
