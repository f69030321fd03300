using System.Text;
using MapKit.Source;

namespace MapKit.Tables.Grammar;

/// <summary>Text with one character per byte, as the grammars read it.</summary>
internal static class Latin1Text
{
    /// <summary>The bytes.</summary>
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>For a message: quoted, safe for a terminal, UTF-8 decoded, long text shortened.</summary>
    public static string Show(string text) => $"\"{DisplayText.Escape(Bytes(text), 80)}\"";
}
