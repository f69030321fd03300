using MapKit.Configuration;
using MapKit.Configuration.Macros;
using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>Values that do not have the form or the words that their parameters require (docs/formats/parameters.md#bad-values).</summary>
internal sealed class ParameterValueRule : IConfigurationRule
{
    private const int ShownLength = 60;

    /// <summary>The declaration.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(
        static () => new ParameterValueRule(), Rules.BadBoolean, Rules.BadNumber, Rules.BadTime, Rules.OutOfRange, Rules.UnknownWord, Rules.RefusedAtStart, Rules.BadMacro, Rules.BadNetworkAddress);

    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        var used = new UsedParameters(system.Configuration);
        var readers = new ParameterReaders(system.Configuration);
        foreach (var (setting, service) in system.Settings())
        {
            if (!ReferenceEquals(system.Configuration.Find(setting.Name, service), setting)) continue;
            if (used.Find(setting.RawName) is { Kind: not ParameterKind.ReadOnly } parameter) Check(system, readers, setting, parameter, service);
        }

        StartUpCheck.Report(system, _reported);
    }

    private void Check(MailSystem system, ParameterReaders readers, Setting setting, Parameter parameter, MasterService? service)
    {
        var all = readers.Find(setting, parameter, service);
        var isRead = all.Count > 0;
        if (!isRead && service is not null) return;
        if (!isRead) all = [("", null)];

        var failures = new List<(string Program, string Value, bool Stress, BadValue Bad)>();
        foreach (var (program, reader) in all.Distinct())
        {
            if (WordConditions.AreMet(system, parameter, reader) && FindBad(system, setting, parameter, reader) is { } found)
                failures.Add((program, found.Value, found.Stress, found.Bad));
        }

        foreach (var group in failures.GroupBy(failure => (failure.Value, failure.Bad.Rule)))
        {
            _reported.Add(setting.Name);
            Report(system, setting, [.. group.Select(failure => failure.Program).Where(program => program.Length > 0).Distinct()], group.First());
        }
    }

    private (string Value, bool Stress, BadValue Bad)? FindBad(MailSystem system, Setting setting, Parameter parameter, MasterService? reader)
    {
        var version = system.Configuration.Main.Version;
        foreach (var stress in setting.RawValue.Contains('$', StringComparison.Ordinal) && !parameter.IsRaw ? (bool[])[false, true] : [false])
        {
            if (Evaluate(system, setting, parameter, reader, stress) is { } value && ValueCheck.Find(parameter, value, version) is { } bad)
                return (value, stress, bad);
        }

        return null;
    }

    private string? Evaluate(MailSystem system, Setting setting, Parameter parameter, MasterService? reader, bool stress)
    {
        if (parameter.IsRaw) return setting.RawValue;
        var warning = "a macro cannot be expanded";
        try
        {
            var scope = stress
                ? new ParameterScope(system.Configuration.Main, reader?.Overrides ?? [], ("stress", "yes"))
                : system.Configuration.ScopeOf(reader);
            return new MacroEvaluator(scope, system.Configuration.Main.Version, (_, text) => warning = text).Evaluate(setting.RawValue);
        }
        catch (ConfigurationException)
        {
            // Other rules report it for parameters that name tables.
            var isOfTables = parameter.Kind is ParameterKind.Tables or ParameterKind.Matches or ParameterKind.Restrictions or ParameterKind.Classes;
            if (!isOfTables && _reported.Add(setting.Name))
            {
                system.Report(
                    Rules.BadMacro, setting, setting.ValuePlace, $"{ConfigurationMessage.WithoutSecrets(warning)}; every program that reads {setting.Name} stops", "correct the macro; write $$ for a dollar sign that starts no macro");
            }

            return null;
        }
    }

    private static void Report(MailSystem system, Setting setting, IReadOnlyList<string> programs, (string Program, string Value, bool Stress, BadValue Bad) failure)
    {
        var bad = failure.Bad;
        var shown = DisplayText.Escape(System.Text.Encoding.Latin1.GetBytes(failure.Value), ShownLength);
        var subject = failure.Value.Length == 0 ? setting.Name : $"{setting.Name} = {shown}";
        if (failure.Stress) subject += " (under stress)";
        var message = bad.PostfixMessage.Length == 0 ? "" : $" (it logs: {DisplayText.Escape(System.Text.Encoding.Latin1.GetBytes(bad.PostfixMessage))})";
        var severity = programs.Count > 0 && bad.IsFatal ? Severity.Error : Severity.Warning;
        system.Report(
            bad.Rule, setting, setting.ValuePlace, $"{subject} {bad.Problem}; {ValueEffect.Describe(bad, programs, setting.Name)}{message}", bad.Help, severity);
    }
}
