using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Configuration;

namespace MapKit.Cli.Completion;

/// <summary>Where the name of a file may stand, by the words of the help.</summary>
internal static class CompletedFiles
{
    /// <summary>The operands that are tables.</summary>
    private static readonly string[] Tables = ["SOURCE", "MAP", "TABLE", "A", "B"];

    /// <summary>The operands that are other files.</summary>
    private static readonly string[] OtherFiles = ["OUT", "EXPECTATIONS", "DIR"];

    /// <summary>The values of options that are files.</summary>
    private static readonly string[] Values = ["FILE", "DIR", "PATTERN"];

    /// <summary>Whether an operand is a table.</summary>
    public static bool AreTables(Argument operand) => Tables.Contains(operand.Name);

    /// <summary>Whether an operand is a file.</summary>
    public static bool AreOperandsOf(Argument operand) => AreTables(operand) || OtherFiles.Contains(operand.Name);

    /// <summary>Whether the value of an option is a file.</summary>
    public static bool AreValuesOf(Option option) => Values.Contains(option.HelpName);

    /// <summary>The sources that main.cf names; none if it cannot be read, about which a completion says nothing.</summary>
    public static string[] TablesOfConfiguration(CommandEnvironment environment)
    {
        try
        {
            var settings = new PostfixSettings(ConfigurationOption.FolderOf(null, environment), new PostfixSettingsOptions());
            return settings.Tables?.Tables.Where(table => table.Name.StartsWith('/') && !table.Role.IsCache).Select(table => table.Name).ToArray() ?? [];
        }
        catch (Exception exception) when (MapkitCommand.IsExpected(exception))
        {
            return [];
        }
    }
}
