namespace MapKit.Messages;

/// <summary>Receives the keys of a message in order.</summary>
/// <param name="key">The key; valid during the call.</param>
/// <returns>False to stop.</returns>
internal delegate bool KeyHandler(MessageKey key);
