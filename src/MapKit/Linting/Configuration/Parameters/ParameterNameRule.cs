using System.Text.RegularExpressions;
using MapKit.Configuration;
using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>
/// Names of parameters in main.cf, in options <c>-o</c> and in macros that Postfix does not know: those about which <c>postconf</c> warns
/// (docs/formats/parameters.md#names-that-postfix-knows).
/// </summary>
internal sealed partial class ParameterNameRule : IConfigurationRule
{
    /// <summary>The declaration.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(
        static () => new ParameterNameRule(), Rules.UnknownParameter, Rules.UndefinedMacro, Rules.DeprecatedParameter, Rules.ReadOnlyParameter);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        var used = new UsedParameters(system.Configuration);
        foreach (var (setting, service) in system.Settings())
        {
            // Only the last of several settings of a name counts, as for postconf.
            if (!ReferenceEquals(system.Configuration.Find(setting.Name, service), setting)) continue;
            CheckName(system, used, setting, service);
            CheckMacros(system, used, setting, service);
            if (setting.RawName == "smtpd_restriction_classes") CheckClasses(system, used, setting, service);
        }
    }

    private static void CheckName(MailSystem system, UsedParameters used, Setting setting, MasterService? service)
    {
        var version = system.Configuration.Main.Version;
        var parameter = ParameterCatalogue.Find(setting.RawName, version);
        if (parameter?.Kind == ParameterKind.ReadOnly)
        {
            system.Report(Rules.ReadOnlyParameter, setting, setting.NamePlace, $"{setting.Name} is set by the programs of Postfix; they ignore this setting", "remove it");
            return;
        }

        if (!used.IsUsed(setting.RawName, service))
        {
            ReportUnknown(system, setting, parameter, version);
            return;
        }

        if (parameter?.Successor is not { } successor) return;
        var state = parameter.IsReadBy(version) ? "later releases of Postfix no longer support it" : $"Postfix has another name for it since {NextRelease(parameter)}, and still knows this one";
        system.Report(
            Rules.DeprecatedParameter, setting, setting.NamePlace, $"{setting.Name} is deprecated: {state}", successor.Length == 0 ? "remove it" : $"use `{successor}` instead");
    }

    private static void ReportUnknown(MailSystem system, Setting setting, Parameter? parameter, PostfixVersion version)
    {
        var namesTable = NamesTable().IsMatch(setting.RawValue);
        var (reason, meant) = Explain(system, setting, parameter, namesTable, version);
        var effect = namesTable ? "; the table is never used" : "; the setting has no effect";
        var help = meant is null
            ? $"remove it; if a value is to refer to it, write `${setting.Name}` there"
            : namesTable && !meant.Contains(' ', StringComparison.Ordinal) ? $"write `{meant} = {ShownValue(setting)}`" : $"write `{meant}`";
        system.Report(Rules.UnknownParameter, setting, setting.NamePlace, reason + effect, help, namesTable ? Severity.Error : null);
    }

    private static (string Reason, string? Meant) Explain(MailSystem system, Setting setting, Parameter? parameter, bool namesTable, PostfixVersion version)
    {
        var name = setting.Name;
        if (parameter is { Kind: ParameterKind.Removed })
            return ($"Postfix no longer has the parameter {name}, whose last release was {parameter.Until}", parameter.Successor is { Length: > 0 } successor ? successor : null);
        if (parameter is { Until.Length: > 0 }) return ($"Postfix {Label(version)} no longer has the parameter {name}, whose last release was {parameter.Until}", null);
        if (parameter is not null) return ($"Postfix {Label(version)} does not have the parameter {name}, which exists since {parameter.Since}", null);
        if (ParameterCatalogue.FindInAnyCase(name) is { } inCase && ParameterCatalogue.Find(inCase, version)!.IsReadBy(version))
            return ($"Postfix does not know the parameter {name}: upper and lower case of names differ", inCase);
        var ofServices = ServiceParameters.NamesOf(system.Configuration.Services).ToHashSet(StringComparer.Ordinal);
        if (ServiceParameters.ServiceIn(name) is { } service && system.Configuration.Master is not null)
        {
            var near = NameDistance.Nearest(service, ofServices.Select(ServiceParameters.ServiceIn).OfType<string>().Distinct());
            return ($"Postfix does not know the parameter {name}: master.cf has no delivery agent \"{service}\"", near is null ? null : near + name[service.Length..]);
        }

        var known = ParameterCatalogue.Names.Where(candidate => ParameterCatalogue.Find(candidate, version)!.IsReadBy(version)).Concat(ofServices);
        return ($"Postfix does not know the parameter {name}, and no value refers to it", NameDistance.Nearest(name, known, candidate => !namesTable || IsOfTables(candidate, version)));
    }

    private static string Label(PostfixVersion version) => VersionDifferences.In(version).LabelOfParameters;

    private static bool IsOfTables(string name, PostfixVersion version) =>
        ParameterCatalogue.Find(name, version)?.Kind is ParameterKind.Tables or ParameterKind.Matches or ParameterKind.Restrictions;

    private static string NextRelease(Parameter parameter)
    {
        var parts = parameter.Until.Split('.');
        var minor = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) + 1;
        return $"{parts[0]}.{minor}";
    }

    /// <summary>A value that names tables holds no secret, unless the table is inline.</summary>
    private static string ShownValue(Setting setting) =>
        OnlyFiles().IsMatch(setting.RawValue) && setting.FirstLine == setting.LastLine ? DisplayText.Escape(LosslessBytes(setting)) : "...";

    private static byte[] LosslessBytes(Setting setting) => System.Text.Encoding.Latin1.GetBytes(setting.RawValue);

    private static void CheckMacros(MailSystem system, UsedParameters used, Setting setting, MasterService? service)
    {
        if (used.Find(setting.RawName) is { IsRaw: true } or { Kind: ParameterKind.ReadOnly }) return;
        var version = system.Configuration.Main.Version;
        foreach (var (name, start) in MacroNames.PlacesIn(setting.RawValue))
        {
            if (used.IsDefined(name, service) || ParameterCatalogue.Find(name, version) is { Kind: ParameterKind.ReadOnly }) continue;
            var near = NameDistance.Nearest(name, ParameterCatalogue.Names.Where(candidate => ParameterCatalogue.Find(candidate, version)!.IsReadBy(version))
                .Concat(system.Configuration.Main.Settings.Select(other => other.RawName)));
            system.Report(
                Rules.UndefinedMacro, setting, setting.PlaceOf(start, name.Length), $"nothing sets the parameter {name}; Postfix puts an empty text in its place", near is null ? $"set `{name}`, or remove the macro" : $"write `${near}`");
        }
    }

    private static void CheckClasses(MailSystem system, UsedParameters used, Setting setting, MasterService? service)
    {
        foreach (var word in Word().Matches(setting.RawValue).Where(word => !used.IsDefined(word.Value, service)))
        {
            system.Report(
                Rules.UndefinedMacro, setting, setting.PlaceOf(word.Index, word.Length),
                $"nothing sets the restriction class {word.Value}; smtpd(8) stops as it starts, so that no mail is received by SMTP (it logs: restriction class `{word.Value}' needs a definition)",
                $"set `{word.Value}`, or remove it from the list", Severity.Error);
        }
    }

    [GeneratedRegex(@"[^\s,${}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"(^|[\s,{}])(?:[a-z0-9]+:)+[^\s,:]", RegexOptions.CultureInvariant)]
    private static partial Regex NamesTable();

    [GeneratedRegex(@"^(?:(?:[a-z0-9]+:)+[/$][^\s,{}]*[\s,]*)+$", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyFiles();
}
