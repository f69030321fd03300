using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Linting.Configuration;

/// <content>The findings in main.cf and master.cf.</content>
internal sealed partial class MailSystem
{
    /// <summary>Adds a finding in main.cf or master.cf, by its path.</summary>
    public void Report(Diagnostic finding) => FileOf(finding.Path).Report(finding);

    /// <summary>Reports a finding in main.cf.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">Where, or null for the whole file.</param>
    /// <param name="message">One sentence: what is wrong and what Postfix does. Never contains a secret.</param>
    /// <param name="help">What to do instead.</param>
    /// <param name="severity">The severity; null for that of the rule.</param>
    public void Report(DiagnosticRule rule, SourcePlace? place, string message, string? help, Severity? severity = null) =>
        ReportIn(_main, rule, place, message, help, severity);

    /// <summary>Reports a finding in the file of a setting.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="setting">The setting in main.cf or master.cf.</param>
    /// <param name="place">Where: <see cref="Setting.NamePlace"/>, <see cref="Setting.ValuePlace"/> or a part of the value.</param>
    /// <param name="message">One sentence: what is wrong and what Postfix does. Never contains a secret.</param>
    /// <param name="help">What to do instead.</param>
    /// <param name="severity">The severity; null for that of the rule.</param>
    public void Report(DiagnosticRule rule, Setting setting, SourcePlace? place, string message, string? help, Severity? severity = null) =>
        ReportIn(FileOf(setting.Path), rule, place, message, help, severity);

    /// <summary>Reports a finding where the configuration names a table: in main.cf, in master.cf, or for a default in main.cf as a whole.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="use">The place.</param>
    /// <param name="message">One sentence: what is wrong and what Postfix does. Never contains a secret.</param>
    /// <param name="help">What to do instead.</param>
    /// <param name="severity">The severity; null for that of the rule.</param>
    public void Report(DiagnosticRule rule, TableUse use, string message, string? help, Severity? severity = null) =>
        Report(new Diagnostic(rule, use.Path ?? _main.Path, use.Place, message, help) { Severity = severity ?? rule.Severity });

    /// <summary>Reports a finding about a service of master.cf.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="field">The field that it is about.</param>
    /// <param name="message">One sentence: what is wrong and what Postfix does.</param>
    /// <param name="help">What to do instead.</param>
    /// <param name="severity">The severity; null for that of the rule.</param>
    public void Report(DiagnosticRule rule, MasterField field, string message, string? help, Severity? severity = null) =>
        ReportIn(_master!, rule, field.Place, message, help, severity);

    /// <summary>Reports a finding in master.cf.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">Where, or null for the whole file.</param>
    /// <param name="message">One sentence: what is wrong and what Postfix does.</param>
    /// <param name="help">What to do instead.</param>
    /// <param name="severity">The severity; null for that of the rule.</param>
    public void ReportInMaster(DiagnosticRule rule, SourcePlace? place, string message, string? help, Severity? severity = null) =>
        ReportIn(_master!, rule, place, message, help, severity);

    private LintContext FileOf(string path) => _master is not null && path == _master.Path ? _master : _main;

    private static void ReportIn(LintContext file, DiagnosticRule rule, SourcePlace? place, string message, string? help, Severity? severity) =>
        file.Report(new Diagnostic(rule, file.Path, place, message, help) { Severity = severity ?? rule.Severity });
}
