using System.Globalization;
using System.Xml;

namespace MapKit.Cli.Rendering;

/// <summary>Test results as JUnit XML.</summary>
internal static class JUnitReport
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name of the tests.</param>
    /// <param name="results">The results.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, string name, IReadOnlyList<TestResult> results) => ReportFile.Write(path, stream => Write(stream, name, results));

    /// <summary>Writes a file that says why there are no results.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name of the tests.</param>
    /// <param name="problems">The reasons.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void WriteProblems(string path, string name, IReadOnlyList<string> problems) => ReportFile.Write(path, stream =>
    {
        using var writer = XmlWriter.Create(stream, XmlText.Settings);
        writer.WriteStartElement("testsuites");
        writer.WriteStartElement("testsuite");
        writer.WriteAttributeString("name", XmlText.Clean(name));
        writer.WriteAttributeString("tests", Text(problems.Count));
        writer.WriteAttributeString("failures", "0");
        writer.WriteAttributeString("errors", Text(problems.Count));
        foreach (var problem in problems)
        {
            writer.WriteStartElement("testcase");
            writer.WriteAttributeString("classname", "mapkit");
            writer.WriteAttributeString("name", XmlText.Clean(name));
            writer.WriteStartElement("error");
            writer.WriteAttributeString("message", XmlText.Clean(problem));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteRaw("\n");
    });

    private static void Write(Stream stream, string name, IReadOnlyList<TestResult> results)
    {
        using var writer = XmlWriter.Create(stream, XmlText.Settings);
        writer.WriteStartElement("testsuites");
        writer.WriteStartElement("testsuite");
        writer.WriteAttributeString("name", XmlText.Clean(name));
        writer.WriteAttributeString("tests", Text(results.Count));
        writer.WriteAttributeString("failures", Text(results.Count(result => result.Status == MapkitCommand.No)));
        writer.WriteAttributeString("errors", Text(results.Count(result => result.Status == MapkitCommand.Trouble)));
        writer.WriteAttributeString("time", Seconds(results.Aggregate(TimeSpan.Zero, (sum, result) => sum + result.Elapsed)));
        foreach (var result in results) Write(writer, result);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteRaw("\n");
    }

    private static void Write(XmlWriter writer, TestResult result)
    {
        writer.WriteStartElement("testcase");
        writer.WriteAttributeString("classname", result.Expectation.Name);
        writer.WriteAttributeString("name", XmlText.Clean($"{result.Expectation.Question} -> {result.Expectation.Expected}"));
        writer.WriteAttributeString("line", Text(result.Expectation.Line));
        writer.WriteAttributeString("time", Seconds(result.Elapsed));
        if (result.Problem is { } problem)
        {
            writer.WriteStartElement(result.Status == MapkitCommand.Trouble ? "error" : "failure");
            writer.WriteAttributeString("message", XmlText.Clean(problem));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F6", CultureInfo.InvariantCulture);
}
