using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Lookup.Patterns;

/// <summary>Reports findings in rules, with Postfix's messages: <c>TYPE map NAME, line N: REASON</c>.</summary>
/// <param name="type">The type of the table.</param>
/// <param name="name">The name of the table.</param>
/// <param name="options">Where warnings go, and the version whose messages are used.</param>
internal sealed class RuleWarnings(string type, string name, LookupOptions options)
{
    private readonly string _nameBytes = ByteText.FromText(name);

    // The name of rules in braces is their text.
    private readonly string _shownName = options.Secret ? SecretMask.TableName(type, name) : name;

    /// <summary>The place of the current rule: its first physical line.</summary>
    public SourcePlace Place { get; private set; } = PlaceOf(0);

    /// <summary>The current rule, by its line from 1.</summary>
    public int Line => Place.Line;

    /// <summary>Moves to the next rule.</summary>
    /// <param name="line">Its line.</param>
    public void Begin(in LogicalLine line) => Place = line.PlaceOf(0, AsciiSpace.TrimmedLength(line.Text));

    /// <summary>Reports a finding in the current rule.</summary>
    /// <param name="rule">The row of the catalogue.</param>
    /// <param name="message">What is wrong and what Postfix does.</param>
    /// <param name="reason">Postfix's message after the place; bytes as Latin-1.</param>
    public void Warn(DiagnosticRule rule, string message, string reason) => Warn(rule, message, reason, Place);

    /// <summary>Reports a finding in another rule.</summary>
    /// <param name="rule">The row of the catalogue.</param>
    /// <param name="message">What is wrong and what Postfix does.</param>
    /// <param name="reason">Postfix's message after the place; bytes as Latin-1.</param>
    /// <param name="place">Its place.</param>
    public void Warn(DiagnosticRule rule, string message, string reason, SourcePlace place) =>
        Report(rule, place, message, null, string.Create(CultureInfo.InvariantCulture, $"{type} map {_nameBytes}, line {place.Line}: {reason}"));

    /// <summary>Reports a finding whose message has no place, as Postfix's messages about texts with <c>$</c>.</summary>
    /// <param name="rule">The row of the catalogue.</param>
    /// <param name="message">What is wrong and what Postfix does.</param>
    /// <param name="text">All that Postfix says; bytes as Latin-1.</param>
    public void WarnWithoutPlace(DiagnosticRule rule, string message, string text) => Report(rule, Place, message, null, text);

    /// <summary>Reports a NUL byte.</summary>
    /// <param name="line">The line.</param>
    /// <param name="path">What Postfix calls the source.</param>
    public void WarnOfNul(in LogicalLine line, string path)
    {
        var finding = LineFindings.OfNul(line, _shownName, PathBytes(path));
        options.Warnings.Report(options.Differences.WarnsOfNulBytes ? finding : finding with { PostfixText = null });
    }

    /// <summary>Reports a line that begins with whitespace without a line to continue.</summary>
    /// <param name="line">The line.</param>
    /// <param name="path">What Postfix calls the source.</param>
    public void WarnOfLeadingSpace(in LogicalLine line, string path) =>
        options.Warnings.Report(LineFindings.OfLeadingSpace(line, _shownName, PathBytes(path)));

    /// <summary>The text of a C string.</summary>
    public static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> text) => text.IndexOf((byte)0) is >= 0 and var end ? text[..end] : text;

    private string PathBytes(string path) => path == name ? _nameBytes : path;

    private static SourcePlace PlaceOf(int line) => new(default, line, 1, 1);

    private void Report(DiagnosticRule rule, SourcePlace place, string message, string? help, string? postfixText) =>
        options.Warnings.Report(new Diagnostic(rule, _shownName, place, options.Secret ? rule.Title : message, help) { PostfixText = postfixText });
}
