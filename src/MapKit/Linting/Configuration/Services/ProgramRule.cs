using MapKit.Configuration;
using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Linting.Configuration.Services;

/// <summary>Programs of master.cf that Postfix does not have.</summary>
internal sealed class ProgramRule : IConfigurationRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new ProgramRule(), Rules.UnknownProgram);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        var folder = system.ValueOf("daemon_directory");
        var isInstalled = folder.Length > 0 && FilePresence.FileExists(Path.Join(folder, "master"));
        foreach (var service in system.Configuration.Services)
        {
            var program = service.Command.Text;
            if (program.Contains('$', StringComparison.Ordinal)) continue;
            var isThere = isInstalled ? FilePresence.FileExists(program.StartsWith('/') ? program : Path.Join(folder, program)) : ProgramFailure.IsKnown(program);
            if (isThere) continue;
            var meant = NameDistance.Nearest(program, ProgramFailure.Known);

            // Elsewhere the folder may have programs that are not part of Postfix.
            if (!isInstalled && (meant is null || program.Contains('/', StringComparison.Ordinal))) continue;
            var where = isInstalled ? $"does not exist in {folder}" : "is not a program of Postfix";
            system.Report(
                Rules.UnknownProgram, service.Command,
                $"{Latin1OrText(program)} {where}; master(8) cannot start the service {service.Name.Text}, and programs that connect to it get no answer",
                meant is null ? "write the name of a program of Postfix" : $"write {meant}",
                service.Type.Text == "inet" || IsNeeded(service) ? null : Severity.Warning);
        }
    }

    private static string Latin1OrText(string program) => $"\"{DisplayText.Escape(System.Text.Encoding.UTF8.GetBytes(program))}\"";

    private static bool IsNeeded(MasterService service) => RequiredServices.Always.Any(required => required.IsForEveryMail && required.Name == service.Name.Text);
}
