using System.Text;
using MapKit.Source;

namespace MapKit.Lookup.Tables;

/// <summary>
/// The member tables of composed tables (<c>unionmap:{type:name, ...}</c>). Members with the same name are one table, as in
/// Postfix: it is opened once, warns once, and decides once about trailing NULs.
/// </summary>
internal sealed class MemberTables
{
    private readonly Dictionary<string, Member> _open = [];
    private int _depth;

    /// <summary>Enters one level of composed tables.</summary>
    /// <param name="deepest">How many levels there may be.</param>
    /// <returns>Leaves the level when it is disposed.</returns>
    /// <exception cref="LookupException">There are too many.</exception>
    public Level Nest(int deepest)
    {
        if (_depth == deepest) throw new LookupException($"open dictionary: tables are nested more than {deepest} deep");
        _depth++;
        return new Level(this);
    }

    /// <summary>Opens the tables that a name lists.</summary>
    /// <param name="type">The type of the composed table.</param>
    /// <param name="name">Its name.</param>
    /// <param name="options">How they are opened.</param>
    /// <exception cref="LookupException">The name is not a list of tables, or one of them cannot be opened.</exception>
    public IReadOnlyList<LookupTable> Open(string type, string name, LookupOptions options)
    {
        var specifications = Split(name);
        var bad = specifications.FindIndex(specification => !specification.Contains(':', StringComparison.Ordinal));
        if (specifications.Count == 0 || (bad >= 0 && !options.Differences.MembersAreOpenedBeforeMalformedOne)) throw BadSyntax(type, name);
        var members = new List<LookupTable>(specifications.Count);
        try
        {
            for (var i = 0; i < specifications.Count; i++) members.Add(i == bad ? throw BadSyntax(type, name) : Open(specifications[i], options));
        }
        catch (LookupException)
        {
            Close(members);
            throw;
        }

        return members;
    }

    /// <summary>Closes tables, unless they are also members of others.</summary>
    public void Close(IReadOnlyList<LookupTable> members)
    {
        foreach (var table in members)
        {
            var (specification, member) = _open.First(open => open.Value.Table == table);
            if (--member.Uses > 0) continue;
            _open.Remove(specification);
            table.Dispose();
        }
    }

    private LookupTable Open(string specification, LookupOptions options)
    {
        if (!_open.TryGetValue(specification, out var member))
            _open.Add(specification, member = new Member(LookupTypes.Open(specification, options)));
        member.Uses++;
        return member.Table;
    }

    private static List<string> Split(string name)
    {
        var specifications = new List<string>();
        if (!BracedText.TryUnwrap(Encoding.UTF8.GetBytes(name), out var rest)) return specifications;
        while (BracedText.TryTakeWord(ref rest, out var word)) specifications.Add(Encoding.UTF8.GetString(word));
        return specifications;
    }

    private static LookupException BadSyntax(string type, string name) =>
        new($"bad syntax: \"{type}:{ByteText.FromText(name)}\"; need \"{type}:{{type:name...}}\"");

    /// <summary>One level of nesting.</summary>
    /// <param name="tables">Where it is counted.</param>
    public readonly ref struct Level(MemberTables tables)
    {
        private readonly MemberTables _tables = tables;

        /// <summary>Leaves the level.</summary>
        public void Dispose() => _tables._depth--;
    }

    private sealed class Member(LookupTable table)
    {
        public LookupTable Table { get; } = table;

        public int Uses { get; set; }
    }
}
