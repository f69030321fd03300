namespace MapKit.Cli.DropIn.Messages;

/// <summary>Takes the keys of a message in the order in which they stand in it.</summary>
/// <param name="key">The key, without NUL; valid during the call.</param>
/// <returns>False to have no more.</returns>
internal delegate bool KeyHandler(ReadOnlySpan<byte> key);
