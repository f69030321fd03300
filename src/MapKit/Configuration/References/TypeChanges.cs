using System.Text;
using MapKit.Source;

namespace MapKit.Configuration.References;

/// <summary>
/// The new values of parameters when tables change their type. A value contains all requested changes, so that it does
/// not matter in which order, or how often, the parameters are set.
/// </summary>
internal sealed class TypeChanges
{
    private readonly PostfixConfiguration _configuration;
    private readonly ILookup<TypePlace, TableReference> _writtenAt;
    private readonly Dictionary<TableReference, string> _types = [];
    private readonly Dictionary<(MasterService? Owner, string Parameter), string> _values = [];

    /// <summary>Creates changes.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="tables">All the tables that it names: one place may write the type of several.</param>
    public TypeChanges(PostfixConfiguration configuration, IEnumerable<TableReference> tables)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(tables);
        _configuration = configuration;
        _writtenAt = tables.SelectMany(PlacesOf, static (table, place) => (Table: table, Place: place)).ToLookup(pair => pair.Place, pair => pair.Table);
    }

    /// <summary>Requests another type for a table.</summary>
    /// <param name="table">One of the tables.</param>
    /// <param name="type">The type.</param>
    public void Add(TableReference table, string type)
    {
        _types[table] = type;
        _values.Clear();
    }

    /// <summary>The changes that give a table the requested type.</summary>
    /// <param name="table">The table.</param>
    /// <returns>
    /// Empty for a place that also writes the type of other tables, which are not to be changed, or if the type is built from
    /// parts, or is in a file that a list names.
    /// </returns>
    public IEnumerable<ParameterChange> For(TableReference table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return !_types.ContainsKey(table) ? [] : PlacesOf(table)
            .Where(CanChange)
            .Select(place => (place.Owner, place.Parameter))
            .Distinct()
            .Select(setting => new ParameterChange(setting.Parameter, setting.Owner, ValueOf(setting.Owner, setting.Parameter)));
    }

    private IEnumerable<TypePlace> PlacesOf(TableReference table) =>
        table.Uses.Where(use => use.TypeOffset is not null).Select(use => new TypePlace(OwnerOf(use), use.WrittenIn, use.TypeOffset!.Value, table.Type)).Distinct();

    /// <summary>The service, if it sets the parameter instead of using the value of main.cf.</summary>
    private static MasterService? OwnerOf(TableUse use) => use.Service is { } service && service.Overrides.Contains(use.Setting) ? service : null;

    private bool CanChange(TypePlace place)
    {
        var raw = RawValue(place.Owner, place.Parameter);
        return string.CompareOrdinal(raw, place.Offset, place.Type, 0, place.Type.Length) == 0
            && _writtenAt[place].Select(table => _types.GetValueOrDefault(table)).Distinct().Count() == 1;
    }

    private string ValueOf(MasterService? owner, string parameter)
    {
        if (_values.TryGetValue((owner, parameter), out var known)) return known;
        var raw = RawValue(owner, parameter);
        var value = new StringBuilder(raw.Length);
        var end = 0;
        var places = _writtenAt.Select(group => group.Key).Where(place => place.Owner == owner && place.Parameter == parameter && CanChange(place));
        foreach (var place in places.OrderBy(place => place.Offset))
        {
            if (_types.GetValueOrDefault(_writtenAt[place].First()) is not { } type) continue;
            value.Append(raw, end, place.Offset - end).Append(type);
            end = place.Offset + place.Type.Length;
        }

        return _values[(owner, parameter)] = ByteText.ToText(value.Append(raw, end, raw.Length - end).ToString());
    }

    private string RawValue(MasterService? owner, string parameter) => _configuration.ScopeOf(owner).Find(ByteText.FromText(parameter)) ?? "";

    /// <summary>Where a type is written: in the option of a service or in main.cf, or in a default.</summary>
    private sealed record TypePlace(MasterService? Owner, string Parameter, int Offset, string Type);
}

/// <summary>A new value for a parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Service">The service whose option <c>-o</c> sets it, or null for main.cf.</param>
/// <param name="Value">The value to write, with macros not expanded.</param>
internal sealed record ParameterChange(string Parameter, MasterService? Service, string Value)
{
    /// <summary>
    /// The same list with commas in place of spaces, which <c>postconf -P</c> does not accept; null if spaces in braces must be kept.
    /// </summary>
    public string? ValueWithoutWhitespace()
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(Value);
        var words = new List<string>();
        while (BracedText.TryTakeWord(ref rest, out var word)) words.Add(ByteText.FromBytes(word));
        return words.Exists(word => word.Any(SettingText.IsSpace)) ? null : ByteText.ToText(string.Join(',', words));
    }
}
