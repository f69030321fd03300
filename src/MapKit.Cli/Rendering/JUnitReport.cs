using System.Globalization;
using System.Text;
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

    private static void Write(Stream stream, string name, IReadOnlyList<TestResult> results)
    {
        using var writer = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" });
        writer.WriteStartElement("testsuites");
        writer.WriteStartElement("testsuite");
        writer.WriteAttributeString("name", Clean(name));
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
        writer.WriteAttributeString("name", Clean($"{result.Expectation.Question} -> {result.Expectation.Expected}"));
        writer.WriteAttributeString("line", Text(result.Expectation.Line));
        writer.WriteAttributeString("time", Seconds(result.Elapsed));
        if (result.Problem is { } problem)
        {
            writer.WriteStartElement(result.Status == MapkitCommand.Trouble ? "error" : "failure");
            writer.WriteAttributeString("message", Clean(problem));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    /// <summary>Text made safe for a terminal; characters that XML cannot contain become U+FFFD.</summary>
    private static string Clean(string content)
    {
        var text = ExplanationText.Printable(content);
        var clean = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var isPair = index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);
            if (isPair) clean.Append(text[index++]).Append(text[index]);
            else clean.Append(XmlConvert.IsXmlChar(text[index]) ? text[index] : '\uFFFD');
        }

        return clean.ToString();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F6", CultureInfo.InvariantCulture);
}
