using System.Text;
using MapKit.Editing;
using MapKit.Entries;

namespace MapKit.Tests.Editing;

/// <summary>Documents the short way: bytes as Latin-1 text.</summary>
internal static class Documents
{
    public static TableDocument Of(string latin1, SourceSyntax syntax = SourceSyntax.Postmap) => new(Bytes(latin1), new DocumentOptions { Syntax = syntax });

    public static byte[] Bytes(string latin1) => Encoding.Latin1.GetBytes(latin1);

    public static string Text(this TableDocument document) => Encoding.Latin1.GetString(document.Source.Span);

    public static SetOutcome Set(this TableDocument document, string key, string value) => document.Set(Bytes(key), Bytes(value));

    public static int Remove(this TableDocument document, string key) => document.Remove(Bytes(key)).Count;

    public static bool Rename(this TableDocument document, string key, string newKey) => document.Rename(Bytes(key), Bytes(newKey));
}
