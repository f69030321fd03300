namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>A failure that ends the evaluation of all restrictions of a command: a table that cannot be queried, or a mistake in main.cf.</summary>
/// <param name="reason">Why, in words.</param>
internal sealed class ServerFailureException(string reason) : Exception(reason);
