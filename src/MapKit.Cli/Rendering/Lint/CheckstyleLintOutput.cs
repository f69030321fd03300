using System.Globalization;
using System.Xml;
using MapKit.Diagnostics;

namespace MapKit.Cli.Rendering.Lint;

/// <summary>Checkstyle's XML, which most continuous integration systems read. Findings of one file follow each other.</summary>
internal sealed class CheckstyleLintOutput : ILintOutput
{
    private readonly ByteWriter _output;
    private readonly MemoryStream _buffer = new();
    private readonly XmlWriter _xml;
    private string? _path;

    /// <summary>Writes the start of the report.</summary>
    public CheckstyleLintOutput(ByteWriter output)
    {
        _output = output;
        _xml = XmlWriter.Create(_buffer, XmlText.Settings);
        _xml.WriteStartElement("checkstyle");
        _xml.WriteAttributeString("version", "4.3");
    }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        GoTo(diagnostic.Path);
        _xml.WriteStartElement("error");
        if (diagnostic.Place is { } place)
        {
            _xml.WriteAttributeString("line", place.Line.ToString(CultureInfo.InvariantCulture));
            _xml.WriteAttributeString("column", place.Column.ToString(CultureInfo.InvariantCulture));
        }

        _xml.WriteAttributeString("severity", DiagnosticText.NameOf(diagnostic.Severity));
        _xml.WriteAttributeString("message", XmlText.Clean(diagnostic.Help is { } help ? $"{diagnostic.Message}; {help}" : diagnostic.Message));
        _xml.WriteAttributeString("source", $"mapkit.{diagnostic.Rule.Code}");
        _xml.WriteEndElement();
    }

    /// <inheritdoc/>
    public void ReportFailure(string message)
    {
        // The format has no word for it other than an error; which file it is about, if any, the message says.
        GoTo("mapkit");
        _xml.WriteStartElement("error");
        _xml.WriteAttributeString("severity", "error");
        _xml.WriteAttributeString("message", XmlText.Clean($"not checked: {message}"));
        _xml.WriteAttributeString("source", "mapkit");
        _xml.WriteEndElement();
    }

    /// <inheritdoc/>
    public void End()
    {
        _xml.WriteEndDocument();
        _xml.Flush();
        _output.Write(_buffer.GetBuffer().AsSpan(0, (int)_buffer.Length));
        _output.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    /// <summary>Begins the findings of a file, if they are not those of the last one.</summary>
    private void GoTo(string path)
    {
        if (path == _path) return;
        if (_path is not null) _xml.WriteEndElement();
        _path = path;
        _xml.WriteStartElement("file");
        _xml.WriteAttributeString("name", XmlText.Clean(path));
    }
}
