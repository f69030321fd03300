using MapKit.Configuration;
using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>Options <c>-o</c> that their program does not read, and settings of main.cf that every reader overrides.</summary>
internal sealed class WithoutEffectRule : IConfigurationRule
{
    /// <summary>The declaration.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(static () => new WithoutEffectRule(), Rules.SettingWithoutEffect);

    private UsedParameters _used = null!;

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        _used = new UsedParameters(system.Configuration);
        foreach (var service in system.Configuration.Services.Where(service => service.Overrides.Count > 0 && ProgramFailure.IsKnown(service.ProcessName)))
        {
            HashSet<string>? reached = null;
            foreach (var setting in service.Overrides.Where(setting => ReferenceEquals(system.Configuration.Find(setting.Name, service), setting)))
            {
                if (_used.Find(setting.RawName) is not { Kind: not ParameterKind.ReadOnly } parameter || ParameterReaders.Reads(parameter, service.ProcessName)) continue;
                reached ??= ReachedBy(system.Configuration, service);
                if (!reached.Contains(setting.RawName)) ReportUnread(system, setting, parameter, service);
            }
        }

        if (system.Configuration.Master is not null) CheckMain(system);
    }

    private static void ReportUnread(MailSystem system, Setting setting, Parameter parameter, MasterService service)
    {
        var readers = string.Join(" and ", parameter.Programs.Where(program => program is not ("oqmgr" or "nqmgr")).Select(ProgramFailure.Show));
        var others = system.Configuration.Services.Where(other => parameter.Programs.Contains(other.ProcessName)).Select(other => other.Name.Text).Distinct().ToArray();
        var help = parameter.Programs.Contains("qmgr") ? "set it in main.cf"
            : others.Length == 1 ? $"set it in main.cf, or for the service {others[0]}" : "set it in main.cf, or remove it";
        system.Report(
            Rules.SettingWithoutEffect, setting, setting.NamePlace, $"{ProgramFailure.Show(service.ProcessName)} does not read {setting.Name}, only {readers} does; the option has no effect", help,
            setting.RawValue.Length == 0 ? Severity.Info : null);
    }

    /// <summary>Every parameter that a value refers to which the program reads, also through other values.</summary>
    private static HashSet<string> ReachedBy(PostfixConfiguration configuration, MasterService service)
    {
        var scope = configuration.ScopeOf(service);
        var version = configuration.Main.Version;
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>(ParameterCatalogue.Names.Where(name =>
            ParameterCatalogue.Find(name, version) is { } parameter && parameter.IsReadBy(version) && ParameterReaders.Reads(parameter, service.ProcessName)));
        foreach (var name in configuration.Get("smtpd_restriction_classes", service) is { } classes ? classes.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries) : []) pending.Enqueue(name);
        while (pending.TryDequeue(out var name))
        {
            if (scope.Find(name) is not { } value) continue;
            foreach (var next in MacroNames.In(value).Where(reached.Add)) pending.Enqueue(next);
        }

        return reached;
    }

    /// <summary>A setting of main.cf that all readers override with other values, and that no other value refers to.</summary>
    private void CheckMain(MailSystem system)
    {
        var main = system.Configuration.Main;
        HashSet<string>? referred = null;
        foreach (var setting in main.Settings.Where(setting => ReferenceEquals(main.FindRaw(setting.RawName), setting)))
        {
            if (_used.Find(setting.RawName) is not { IsReadByEveryProgram: false } parameter || parameter.Programs.Count == 0) continue;
            if (parameter.Programs.Any(program => program == Parameter.TlsPrograms || ProgramFailure.IsCommand(program))) continue;
            var readers = system.Configuration.Services.Where(service => ParameterReaders.Reads(parameter, service.ProcessName)).ToArray();
            var overrides = readers.Select(service => service.Overrides.LastOrDefault(other => other.RawName == setting.RawName)).ToArray();
            if (readers.Length == 0 || overrides.Any(other => other is null || other.RawValue == setting.RawValue)) continue;
            referred ??= ReferredTo(system);
            if (referred.Contains(setting.RawName)) continue;
            system.Report(
                Rules.SettingWithoutEffect, setting, setting.NamePlace,
                $"every service that reads {setting.Name} overrides it in master.cf ({string.Join(", ", readers.Select(service => service.Name.Text).Distinct().Take(5))}); this value has no effect",
                "remove it here, or the options -o in master.cf");
        }
    }

    private static HashSet<string> ReferredTo(MailSystem system)
    {
        var version = system.Configuration.Main.Version;
        var programs = system.Configuration.Services.Select(service => service.ProcessName).Distinct().ToArray();
        var ofDefaults = ParameterDefaults.NamesOf(version)
            .Where(name => ParameterCatalogue.Find(name, version) is { } parameter && Array.Exists(programs, program => ParameterReaders.Reads(parameter, program)))
            .Select(name => ParameterDefaults.Find(name, version)!);
        return system.Settings().Select(found => found.Setting.RawValue).Concat(ofDefaults).SelectMany(MacroNames.In).ToHashSet(StringComparer.Ordinal);
    }
}
