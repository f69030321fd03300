namespace MapKit.Cli.Commands.Options;

/// <summary>What lint checks: a whole configuration, or some tables.</summary>
/// <param name="Tables">The operands that are tables; empty for a whole configuration.</param>
/// <param name="MainFolder">The folder of the main.cf that is given; null if none is.</param>
/// <param name="MasterFolder">The folder of a master.cf among the operands; null if there is none.</param>
/// <param name="IsWhole">Whether the configuration and every table that it names are checked.</param>
internal sealed record LintTargets(IReadOnlyList<string> Tables, string? MainFolder, string? MasterFolder, bool IsWhole)
{
    /// <summary>Sorts the operands: a folder, main.cf and master.cf are a configuration; every other operand is a table.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="requestedFolder">The folder of <c>-c</c>; null if not given.</param>
    /// <param name="defaultFolder">The folder if no operand and no option names one.</param>
    public static LintTargets From(IReadOnlyList<string> operands, string? requestedFolder, string defaultFolder)
    {
        var tables = operands.Where(operand => !LintOperand.IsConfiguration(operand)).ToArray();
        var main = operands.LastOrDefault(LintOperand.IsFolder) ?? FolderOf(operands, LintOperand.MainName) ?? requestedFolder;
        var master = FolderOf(operands, LintOperand.MasterName);
        var isWhole = tables.Length == 0 && (operands.Count == 0 || main is not null);
        return new LintTargets(tables, main ?? (isWhole ? defaultFolder : null), master, isWhole);
    }

    private static string? FolderOf(IReadOnlyList<string> operands, string name) =>
        operands.LastOrDefault(operand => Path.GetFileName(operand) == name && !LintOperand.IsFolder(operand)) is { } found
            ? Path.GetDirectoryName(found) is { Length: > 0 } folder ? folder : "."
            : null;
}
