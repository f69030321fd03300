namespace MapKit.Compare;

/// <summary>The parts that pages of the documents have in common.</summary>
internal static class ReportPage
{
    /// <summary>Where and with what was measured.</summary>
    public static string Of(Machine machine) => $"""
        | | |
        |---|---|
        | processor | {machine.Processor}, {machine.Processors} of them |
        | memory | {Figures.Memory(machine.MemoryBytes)} |
        | kernel, file system | {machine.Kernel}, {machine.FileSystem} |
        | mapkit | {machine.Mapkit} |
        | Postfix | {machine.Postfix} |
        | .NET | {machine.Runtime} |
        | load before and after | {Figures.Text(machine.Load)}, {Figures.Text(machine.LoadAtEnd)} |
        | date | {machine.Date:yyyy-MM-dd HH:mm} |
        | command | `{machine.Command}` |
        """;
}
