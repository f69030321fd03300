using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Linting.Configuration.Services;

/// <summary>Services that Postfix connects to and that master.cf does not have, or has with the wrong kind of socket.</summary>
internal sealed class RequiredServiceRule : IConfigurationRule
{
    /// <summary>A master.cf with fewer services is a part of one.</summary>
    private const int FewestServices = 5;

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new RequiredServiceRule(), Rules.MissingService);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        if (system.Configuration.Services.Count < FewestServices) return;
        foreach (var (required, isAlways) in RequiredServices.Always.Select(service => (service, true)).Concat(RequiredServices.For(system).Select(service => (service, false))))
            Check(system, required, isAlways && required.IsForEveryMail ? Severity.Error : Severity.Warning);
    }

    private static void Check(MailSystem system, RequiredService required, Severity severity)
    {
        var name = required.Parameter is { } parameter && system.ValueOf(parameter) is { Length: > 0 } value ? value : required.Name;
        var named = system.Configuration.Services.Where(service => service.Name.Text == name && service.Type.Text is "unix" or "fifo" && service.Name.Text == name).ToArray();
        if (Array.Exists(named, service => IsPrivate(service) == required.IsPrivate)) return;
        var socket = $"{(required.IsPrivate ? "private" : "public")}/{name}";
        if (named.Length > 0)
        {
            system.Report(
                Rules.MissingService, named[0].Private,
                $"the socket of {name} must be {(required.IsPrivate ? "private" : "public")}: programs connect to {socket}; {required.Effect}",
                $"write {(required.IsPrivate ? "-" : "n")} in the column \"private\"", severity);
            return;
        }

        var set = required.Parameter is { } setting ? system.Configuration.Find(setting) : null;
        var near = NameDistance.Nearest(name, system.Configuration.Services.Where(service => service.Type.Text == "unix").Select(service => service.Name.Text).Where(other => !IsExpected(other)));
        if (set is not null) system.Report(Rules.MissingService, set, set.ValuePlace, Message(name, socket, required), "write the name of a service of master.cf", severity);
        else if (near is not null && system.Configuration.Services.First(service => service.Name.Text == near) is var misspelled) system.Report(Rules.MissingService, misspelled.Name, Message(name, socket, required), $"write {name}", severity);
        else system.ReportInMaster(Rules.MissingService, null, Message(name, socket, required), $"add the line of the service {name} from the master.cf of the package", severity);
    }

    private static string Message(string name, string socket, RequiredService required) => $"there is no service {name} of type unix, and programs connect to {socket}; {required.Effect}";

    private static bool IsExpected(string name) => RequiredServices.Always.Any(service => service.Name == name);

    private static bool IsPrivate(MasterService service) => service.Private.Text != "n";
}
