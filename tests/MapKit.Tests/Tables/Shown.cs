using MapKit.Tables;

namespace MapKit.Tests.Tables;

/// <summary>Findings as text, whole: code, place, message, help.</summary>
public static class Shown
{
    public static string Problems(IEnumerable<ValueProblem> problems) => string.Join('\n', problems.Select(Problem));

    private static string Problem(ValueProblem problem) =>
        $"{problem.Rule.Code} {(problem.InKey ? "key " : "")}{problem.Start}+{problem.Length}: {problem.Message}{(problem.Help is { } help ? $" [{help}]" : "")}";
}
