namespace MapKit.Linting.Records;

/// <summary>
/// Finds loops in a graph of names. It keeps its own stack, so that a chain may be as
/// long as a table; every name is followed once, up to a limit.
/// </summary>
/// <param name="next">The names that a name leads to; none at an end.</param>
/// <param name="mostNames">Maximum number of names to follow: the result may then be incomplete, but is correct.</param>
internal sealed class LoopSearch(Func<string, IReadOnlyList<string>> next, long mostNames)
{
    private const int ShownNames = 4;
    private const int Done = -1;

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<(string Name, IReadOnlyList<string> Next, int Position)> _path = [];

    /// <summary>Follows the paths from a name that have not been followed.</summary>
    /// <param name="start">The name.</param>
    /// <returns>Each way that leads back.</returns>
    public IEnumerable<NameLoop> From(string start)
    {
        if (!Enter(start)) yield break;
        while (_path.Count > 0)
        {
            var (name, following, position) = _path[^1];
            if (position == following.Count)
            {
                _places[name] = Done;
                _path.RemoveAt(_path.Count - 1);
                continue;
            }

            _path[^1] = (name, following, position + 1);
            var to = following[position];
            if (_places.TryGetValue(to, out var place))
            {
                if (place != Done) yield return new NameLoop(name, Show(place), _path.Skip(place).Select(step => step.Name));
            }
            else
            {
                Enter(to);
            }
        }
    }

    private bool Enter(string name)
    {
        if (_places.Count >= mostNames || !_places.TryAdd(name, _path.Count)) return false;
        _path.Add((name, next(name), 0));
        return true;
    }

    private string Show(int first)
    {
        var count = _path.Count - first;
        var names = _path.GetRange(first, Math.Min(count, ShownNames)).ConvertAll(step => ShownName.Escape(step.Name));
        if (count > ShownNames) names.Add("...");
        return string.Join(" -> ", names.Append(ShownName.Escape(_path[first].Name)));
    }
}
