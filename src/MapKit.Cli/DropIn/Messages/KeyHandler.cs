namespace MapKit.Cli.DropIn.Messages;

/// <summary>Receives the keys of a message in order.</summary>
/// <param name="key">The key, without NUL; valid during the call.</param>
/// <returns>False to stop.</returns>
internal delegate bool KeyHandler(ReadOnlySpan<byte> key);
