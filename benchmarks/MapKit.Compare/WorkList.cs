namespace MapKit.Compare;

/// <summary>The pieces of work that are compared.</summary>
internal sealed class WorkList
{
    private const int KeyCount = 100_000;
    private const int SmallTable = 100_000;
    private const int ChangedEvery = 100;

    private readonly Programs _programs;
    private readonly WorkFolder _folder;
    private readonly IReadOnlyList<string> _only;

    /// <summary>Begins a list.</summary>
    /// <param name="programs">The programs.</param>
    /// <param name="folder">Where the tables are.</param>
    /// <param name="only">Names of the pieces that are wanted; all, if empty.</param>
    public WorkList(Programs programs, WorkFolder folder, IReadOnlyList<string> only)
    {
        _programs = programs;
        _folder = folder;
        _only = only;
        Compiles = new CompileWorks(programs, folder);
    }

    /// <summary>The work that makes maps of sources.</summary>
    public CompileWorks Compiles { get; }

    /// <summary>The work that is wanted. Writes the tables that it needs.</summary>
    public List<Work> Prepare(TransportTable table)
    {
        table.WriteKeysTo(_folder.Keys, KeyCount);
        table.WriteTo(_folder.ChangedSource, ChangedEvery);
        table.First(SmallTable).WriteTo(_folder.SmallSource);
        File.WriteAllText(_folder.OneLine, "new@example.com smtp:[mail.example.com]:25\n");
        List<Work> works = [.. Compiles.All(), .. new VerbWorks(_programs, _folder).All()];
        var unknown = _only.Where(name => works.All(work => work.Name != name)).ToList();
        if (unknown.Count > 0) throw new ComparisonException($"no such work: {string.Join(", ", unknown)}; there are {string.Join(", ", works.Select(work => work.Name))}");
        if (_only.Count > 0) works.RemoveAll(work => !_only.Contains(work.Name));
        return works;
    }
}
