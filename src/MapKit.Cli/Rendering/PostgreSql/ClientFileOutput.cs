namespace MapKit.Cli.Rendering.PostgreSql;

/// <summary>Prints the client files, and what to write into main.cf.</summary>
/// <param name="environment">Where to.</param>
/// <param name="json">One object per line.</param>
internal sealed class ClientFileOutput(CommandEnvironment environment, bool json)
{
    private readonly List<string> _advice = [];

    /// <summary>Prints a file.</summary>
    /// <param name="table">The table.</param>
    /// <param name="file">The file, and whether it was written.</param>
    /// <param name="uses">The parameters that name the table.</param>
    public void Write(string table, (string Path, bool IsWritten) file, IReadOnlyList<(string Parameter, string Table)> uses)
    {
        var name = $"proxy:pgsql:{file.Path}";
        if (json)
        {
            JsonLine.Write(environment.Output, "clientFile", writer =>
            {
                writer.WriteString("table", table);
                writer.WriteString("path", file.Path);
                writer.WriteString("outcome", file.IsWritten ? "written" : "unchanged");
                writer.WriteString("use", name);
                JsonLine.WriteStrings(writer, "parameters", [.. uses.Select(use => use.Parameter)]);
            });
            return;
        }

        if (!environment.IsQuiet) environment.Output.WriteLine($"{file.Path}: {(file.IsWritten ? "written" : "unchanged")}");
        if (uses.Count == 0) _advice.Add($"  {name}");
        foreach (var (parameter, old) in uses) _advice.Add($"  {parameter}: write {name} for {old}");
    }

    /// <summary>Prints why a table cannot be queried.</summary>
    public void WriteImpossible(IReadOnlyList<(string Parameter, string Table)> uses, string table, string reason)
    {
        foreach (var (parameter, old) in uses) _advice.Add($"  {parameter}: {old} stays: {reason}");
        if (uses.Count == 0) _advice.Add($"  {table} stays: {reason}");
    }

    /// <summary>Prints what to do.</summary>
    public void End(bool hasPassword)
    {
        if (json) return;
        environment.Output.WriteLine("In main.cf of every host:");
        foreach (var line in _advice.Distinct()) environment.Output.WriteLine(line);
        environment.Output.WriteLine($"Then copy the files to every host{(hasPassword ? "; they contain a password: mode 0640, group postfix" : "")}, and run: postfix reload");
    }
}
