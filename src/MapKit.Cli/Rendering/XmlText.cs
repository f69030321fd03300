using System.Text;
using System.Xml;
using MapKit.Operations.Explain;

namespace MapKit.Cli.Rendering;

/// <summary>Text for XML reports.</summary>
internal static class XmlText
{
    /// <summary>How the reports are written: indented, UTF-8 without a byte order mark.</summary>
    public static XmlWriterSettings Settings => new() { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" };

    /// <summary>Text made safe for a terminal; characters that XML cannot contain become U+FFFD.</summary>
    public static string Clean(string content)
    {
        var text = ExplanationWords.Printable(content);
        var clean = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var isPair = index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);
            if (isPair) clean.Append(text[index++]).Append(text[index]);
            else clean.Append(XmlConvert.IsXmlChar(text[index]) ? text[index] : '\uFFFD');
        }

        return clean.ToString();
    }
}
