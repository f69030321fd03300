using MapKit.Configuration;
using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;

using MapKit.Tables;

namespace MapKit.Linting.Configuration.Services;

/// <summary>Arguments in master.cf that the program of a service refuses, and numbers that postconf refuses.</summary>
internal sealed class ServiceArgumentRule : IConfigurationRule
{
    private const string Options = "cdDilmnorsStuvVz";
    private const string OptionsWithValue = "imnorst";

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new ServiceArgumentRule(), Rules.RefusedArgument, Rules.FieldThatPostconfRefuses);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var service in system.Configuration.Services)
        {
            CheckNumber(system, service.Wakeup, service.Wakeup.Text.TrimEnd('?'));
            CheckNumber(system, service.ProcessLimit, service.ProcessLimit.Text);
            if (ProgramFailure.IsKnown(service.ProcessName)) CheckArguments(system, service);
        }
    }

    private static void CheckNumber(MailSystem system, MasterField field, string text)
    {
        if (text == "-" || text.All(char.IsAsciiDigit)) return;
        var number = string.Concat(text.TakeWhile(char.IsAsciiDigit));
        system.Report(Rules.FieldThatPostconfRefuses, field, $"\"{field.Text}\" is not a number: master(8) reads {number}, and postconf -M stops", $"write {number}");
    }

    private static void CheckArguments(MailSystem system, MasterService service)
    {
        var arguments = service.Arguments;
        var index = 0;
        for (; index < arguments.Count; index++)
        {
            var text = arguments[index].Value;
            if (text == "--")
            {
                index++;
                break;
            }

            if (text.Length < 2 || text[0] != '-') break;
            if (!SkipOptions(text, out var unknown, out var takesNext))
            {
                Report(system, arguments[index], $"{ProgramFailure.Show(service.ProcessName)} has no option -{unknown} and stops as it starts", text.StartsWith("--o", StringComparison.Ordinal) ? "write -o" : "remove it, or write -o name=value to set a parameter");
                return;
            }

            if (takesNext) index++;
        }

        var rest = arguments.Skip(index).ToArray();
        if (service.ProcessName is "pipe" or "spawn") new CommandAttributes(system, service).Check(rest);
        else if (rest.Length > 0) Report(system, rest[0], $"{ProgramFailure.Show(service.ProcessName)} takes no argument \"{Shown(rest[0].Value)}\" and stops as it starts", rest[0].Value.Contains('=', StringComparison.Ordinal) ? $"write -o {Shown(rest[0].Value)}" : "remove it");
    }

    /// <summary>An argument may be the rest of a setting with credentials.</summary>
    private static string Shown(string argument) =>
        argument.Contains('=', StringComparison.Ordinal) || !argument.Contains(':', StringComparison.Ordinal) ? SecretMask.Setting(argument) : SecretMask.Specification(argument);

    /// <summary>Reads the letters of one argument, as getopt(3) does.</summary>
    private static bool SkipOptions(string text, out char unknown, out bool takesNext)
    {
        (unknown, takesNext) = ('\0', false);
        for (var index = 1; index < text.Length; index++)
        {
            if (!Options.Contains(text[index], StringComparison.Ordinal))
            {
                unknown = text[index];
                return false;
            }

            if (!OptionsWithValue.Contains(text[index], StringComparison.Ordinal)) continue;
            takesNext = index + 1 == text.Length;
            return true;
        }

        return true;
    }

    private static void Report(MailSystem system, MasterArgument argument, string message, string help) => system.ReportInMaster(Rules.RefusedArgument, argument.Place, message, help);
}
