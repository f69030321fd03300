namespace MapKit.Platform.Locks;

/// <summary>
/// Where the current flow of control, with all its threads, reports that it waits for another program. Files are opened in many places
/// that have no other output.
/// </summary>
internal static class WaitMessages
{
    private static readonly AsyncLocal<Action<string>?> Receiver = new();

    /// <summary>Sets the receiver for this flow of control.</summary>
    /// <param name="receive">Takes the messages; null for none.</param>
    public static void SendTo(Action<string>? receive) => Receiver.Value = receive;

    /// <summary>Reports a wait.</summary>
    public static void Send(string message) => Receiver.Value?.Invoke(message);
}
