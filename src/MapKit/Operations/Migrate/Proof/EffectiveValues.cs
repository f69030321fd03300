using MapKit.Configuration;
using MapKit.Configuration.Parameters;
using MapKit.Source;

namespace MapKit.Operations.Migrate.Proof;

/// <summary>The values of all parameters as Postfix's programs see them: those of main.cf, and those of services that see others.</summary>
internal sealed class EffectiveValues
{
    private readonly SortedDictionary<(string Service, string Parameter), string> _values = new(Comparer<(string, string)>.Create(static (one, other) =>
        string.CompareOrdinal(one.Item1, other.Item1) is not 0 and var order ? order : string.CompareOrdinal(one.Item2, other.Item2)));

    private EffectiveValues()
    {
    }

    /// <summary>The number of values.</summary>
    public int Count => _values.Count;

    /// <summary>Reads the values.</summary>
    /// <param name="configuration">The configuration.</param>
    public static EffectiveValues Read(PostfixConfiguration configuration)
    {
        var values = new EffectiveValues();
        string[] names = [.. ParameterDefaults.NamesOf(configuration.Main.Version).Concat(configuration.Main.Settings.Select(setting => setting.RawName)).Distinct()];
        values.Add(configuration, null, "", names);
        var number = 0;
        foreach (var service in configuration.Services)
        {
            // A service may occur twice: that is a mistake, but not one that the migration may hide.
            var name = $"{service} ({++number})";
            values.Add(configuration, service, name, [.. names.Concat(service.Overrides.Select(setting => setting.RawName)).Distinct()]);
        }

        return values;
    }

    /// <summary>Finds what differs otherwise than in the types of tables.</summary>
    /// <param name="after">The values after the migration.</param>
    /// <param name="to">The new types.</param>
    /// <param name="changed">The number of values that differ in types.</param>
    /// <returns>Parameters, each with its service if it has one.</returns>
    public IReadOnlyList<string> Compare(EffectiveValues after, IReadOnlyList<string> to, out int changed)
    {
        changed = 0;
        var others = new List<string>();
        foreach (var key in _values.Keys.Union(after._values.Keys))
        {
            var (before, now) = (_values.GetValueOrDefault(key), after._values.GetValueOrDefault(key));
            if (before == now) continue;
            if (before is not null && now is not null && DiffersInTypes(before, now, to)) changed++;
            else others.Add(key.Service.Length == 0 ? ByteText.ToText(key.Parameter) : $"{ByteText.ToText(key.Parameter)} of {key.Service}");
        }

        return others;
    }

    /// <summary>Whether two values are the same except that types of Berkeley DB are replaced.</summary>
    internal static bool DiffersInTypes(string before, string after, IReadOnlyList<string> to)
    {
        if (BerkeleyDbTypes.Includes(before) && to.Contains(after)) return true;
        var (old, now) = (0, 0);
        while (old < before.Length)
        {
            if (TypeAt(before, old, BerkeleyDbTypes.Names) is { } oldType && TypeAt(after, now, to) is { } newType)
            {
                (old, now) = (old + oldType.Length, now + newType.Length);
                continue;
            }

            if (now == after.Length || before[old] != after[now]) return false;
            (old, now) = (old + 1, now + 1);
        }

        return now == after.Length;
    }

    private static string? TypeAt(string text, int position, IReadOnlyList<string> types) =>
        types.FirstOrDefault(type => string.CompareOrdinal(text, position, type, 0, type.Length) == 0 && position + type.Length < text.Length && IsEndOfType(text, position, position + type.Length));

    /// <summary>A type is before a colon, or alone in the braces of a condition.</summary>
    private static bool IsEndOfType(string text, int start, int end) => text[end] == ':' || (text[end] == '}' && start > 0 && text[start - 1] == '{');

    private void Add(PostfixConfiguration configuration, MasterService? service, string name, IReadOnlyList<string> parameters)
    {
        var scope = configuration.ScopeOf(service);
        foreach (var parameter in parameters)
        {
            if (service is not null && scope.SettingOf(parameter) is null && scope.Find(parameter)?.Contains('$', StringComparison.Ordinal) != true) continue;
            if (ValueOf(scope, parameter) is not { } value) continue;
            if (service is not null && _values.TryGetValue(("", parameter), out var inMain) && inMain == value) continue;
            _values.Add((name, parameter), value);
        }
    }

    private static string? ValueOf(ParameterScope scope, string parameter)
    {
        try
        {
            return scope.Evaluate(parameter);
        }
        catch (ConfigurationException exception)
        {
            // A value that cannot be expanded must be the same value afterwards.
            return $"\0{exception.Message}";
        }
    }
}
