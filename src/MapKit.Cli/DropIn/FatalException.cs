namespace MapKit.Cli.DropIn;

/// <summary>Ends a drop-in with the message that Postfix's tool gives after <c>fatal: </c>.</summary>
internal sealed class FatalException(string message) : Exception(message);
