using MapKit.Source;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>A type that is replaced where it is written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Place">Where the type is.</param>
/// <param name="OldType">The type.</param>
/// <param name="NewType">The type that replaces it.</param>
/// <param name="Parameter">The parameter in whose value it is written.</param>
/// <param name="Service">The service of master.cf whose option sets the parameter, or null.</param>
internal sealed record TypeEdit(string Path, SourcePlace Place, string OldType, string NewType, string Parameter, string? Service);
