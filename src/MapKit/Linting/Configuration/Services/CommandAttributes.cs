using MapKit.Configuration;
using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;
using MapKit.Platform;

namespace MapKit.Linting.Configuration.Services;

/// <summary>Checks the attributes of a pipe(8) or spawn(8) service, <c>user=</c> to <c>argv=</c>.</summary>
/// <param name="system">Takes the findings.</param>
/// <param name="service">The service.</param>
internal sealed class CommandAttributes(MailSystem system, MasterService service)
{
    private const string Flags = "BDFORX.>hqu";
    private const string Command = "argv=";
    private const string User = "user=";
    private const string Missing = "there is no";

    private static readonly string[] OfPipe = ["flags=", User, "directory=", "chroot=", "eol=", "null_sender=", "size=", Command];
    private static readonly string[] OfSpawn = [User, Command];

    private readonly bool _isPipe = service.ProcessName == "pipe";
    private readonly string _program = ProgramFailure.Show(service.ProcessName);

    /// <summary>Checks the arguments after the options.</summary>
    /// <param name="arguments">The arguments.</param>
    public void Check(IReadOnlyList<MasterArgument> arguments)
    {
        var known = _isPipe ? OfPipe : OfSpawn;
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var name = Array.Find(known, attribute => argument.Value.StartsWith(attribute, StringComparison.OrdinalIgnoreCase));
            if (name is null)
            {
                Report(argument, $"{_program} has no attribute \"{argument.Value}\" and stops as it starts", $"write one of {string.Join(", ", known)}; the arguments of the command follow {Command}");
                return;
            }

            found.Add(name);
            if (name == Command)
            {
                CheckCommand(argument);
                break;
            }

            if (ProblemOf(name, argument.Value[name.Length..]) is not { } problem) continue;
            var isUnused = problem.StartsWith(Missing, StringComparison.Ordinal) && !IsNamed();
            Report(
                argument, $"{problem}; {_program} stops as it starts", name == "flags=" ? $"write flags out of {Flags}" : isUnused ? "correct the value, or remove the service if nothing uses it" : "correct the value",
                isUnused ? Severity.Info : null);
            return;
        }

        foreach (var missing in (string[])[User, Command])
        {
            if (!found.Contains(missing)) system.Report(Rules.RefusedArgument, service.Command, $"{_program} needs {missing} and stops as it starts", $"add {missing}{(missing == User ? "NAME" : "COMMAND")} to the service");
        }
    }

    private string? ProblemOf(string name, string value) => name switch
    {
        "flags=" when value.FirstOrDefault(flag => !Flags.Contains(flag, StringComparison.Ordinal)) is var unknown and not '\0' => $"flag {unknown} does not exist",
        "size=" when value.Length == 0 || !value.All(char.IsAsciiDigit) => "the size is not a number",
        User => ProblemOfUser(value),
        _ => null,
    };

    private string? ProblemOfUser(string value)
    {
        var parts = value.Split(':', 2);
        if (parts[0].Contains('$', StringComparison.Ordinal)) return null;
        if (parts[0] == "root") return "root must not run commands";
        if (parts[0] == system.ValueOf("mail_owner")) return $"{parts[0]} is the owner of the mail system";

        // The accounts of another host are unknown.
        if (system.Accounts is not { } accounts) return null;
        if (accounts.FindUser(parts[0]) is null) return $"{Missing} user {parts[0]}";
        return parts.Length > 1 && parts[1].Length > 0 && accounts.FindGroup(parts[1]) is null ? $"{Missing} group {parts[1]}" : null;
    }

    private void CheckCommand(MasterArgument argument)
    {
        // The programs of another host are unknown.
        var path = argument.Value[Command.Length..];
        if (system.Accounts is null || !path.StartsWith('/') || path.Contains('$', StringComparison.Ordinal) || FilePresence.FileExists(path)) return;
        Report(argument, $"{Missing} command {path}; {_program} cannot run it, and the mail is not delivered", "install the program, or correct its name", IsNamed() ? null : Severity.Info);
    }

    /// <summary>Whether a parameter names the service. The master.cf of a package has services for programs that may not be installed.</summary>
    private bool IsNamed()
    {
        var name = service.Name.Text;
        return system.Settings().Any(found => found.Setting.Value.Split(':')[0] == name || found.Setting.Value.Contains($"/{name}", StringComparison.Ordinal) || found.Setting.Value.Contains($" {name}:", StringComparison.Ordinal));
    }

    private void Report(MasterArgument argument, string message, string help, Severity? severity = null) =>
        system.ReportInMaster(Rules.RefusedArgument, argument.Place, message, help, severity);
}
