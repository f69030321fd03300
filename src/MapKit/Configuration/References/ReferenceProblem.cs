namespace MapKit.Configuration.References;

/// <summary>A parameter whose tables cannot be determined.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Service">The service for which it is so, or null.</param>
/// <param name="Setting">The setting in force; null for a default.</param>
/// <param name="Message">Why, in Postfix's wording.</param>
public sealed record ReferenceProblem(string Parameter, MasterService? Service, Setting? Setting, string Message);
