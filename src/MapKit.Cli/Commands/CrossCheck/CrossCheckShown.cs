using System.Text;
using MapKit.Operations.CrossCheck;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>Masks keys, values and messages: no password of a credential table is shown, wherever it appears.</summary>
/// <param name="mask">What hides the secrets.</param>
internal sealed class CrossCheckShown(SecretMask mask)
{
    /// <summary>A key.</summary>
    public ReadOnlyMemory<byte> Key(CrossCheckRecord record) => mask.Key(record.Key, record.Value.IsEmpty ? record.ReferenceValue : record.Value);

    /// <summary>A value.</summary>
    public ReadOnlyMemory<byte> Value(ReadOnlyMemory<byte> value) => mask.Value(value);

    /// <summary>A message, which may quote a line of the source.</summary>
    public string Message(string text) => ToText(mask.Hides ? SecretMask.WithoutQuotes(text) : text);

    /// <summary>Text with one character per byte, masked for display.</summary>
    private static string ToText(string text) => DisplayText.Escape(Encoding.Latin1.GetBytes(text), int.MaxValue);
}
