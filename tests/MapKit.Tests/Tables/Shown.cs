using System.Text;
using MapKit.Tables;

namespace MapKit.Tests.Tables;

/// <summary>Findings as text, whole: code, place, message, help.</summary>
public static class Shown
{
    public static string Problems(IEnumerable<ValueProblem> problems) => string.Join('\n', problems.Select(Problem));

    /// <summary>Holds the findings of an entry to what is expected, and the recogniser to saying nothing of it.</summary>
    public static void AssertFindings(TableFormat format, string key, string value, string severities, string expected)
    {
        var problems = format.Check(key, value);
        Assert.Equal(expected, Problems(problems));
        Assert.Equal(severities, string.Join(' ', problems.Select(problem => problem.Severity)));
        Assert.False(format.IsCommon(Encoding.Latin1.GetBytes(key), Encoding.Latin1.GetBytes(value)));
    }

    private static string Problem(ValueProblem problem) =>
        $"{problem.Rule.Code} {(problem.InKey ? "key " : "")}{problem.Start}+{problem.Length}: {problem.Message}{(problem.Help is { } help ? $" [{help}]" : "")}";
}
