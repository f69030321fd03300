using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Configuration;

/// <summary>Messages about main.cf and master.cf, which may quote any text of the files, including secrets.</summary>
internal static class ConfigurationMessage
{
    /// <summary>A message that quotes only names of parameters and of fields in master.cf.</summary>
    /// <param name="message">The message in Postfix's wording.</param>
    public static string WithoutSecrets(string message) => SecretMask.WithoutQuotes(message, IsName);

    /// <summary>As above, for a message that may also name a file.</summary>
    public static string WithoutSecrets(ConfigurationException exception) =>
        exception.Path is { } path && exception.Message.IndexOf(path, StringComparison.Ordinal) is var start and >= 0
            ? exception.Message[..(start + path.Length)] + WithoutSecrets(exception.Message[(start + path.Length)..])
            : WithoutSecrets(exception.Message);

    /// <summary>The finding about a line that Postfix refuses.</summary>
    /// <param name="exception">The refusal; its place is known.</param>
    /// <param name="path">The file.</param>
    /// <param name="isMaster">Whether the file is master.cf.</param>
    public static Diagnostic RefusedLine(ConfigurationException exception, string path, bool isMaster)
    {
        var message = ByteText.ToText(WithoutSecrets(exception));
        var marker = $"line {exception.Place!.Value.Line}: ";
        var start = message.IndexOf(marker, StringComparison.Ordinal);
        var reason = start < 0 ? message : message[(start + marker.Length)..];
        return new Diagnostic(
            Rules.RefusedLine,
            path,
            exception.Place,
            $"{reason}; {(isMaster ? "master(8) refuses the file, so that Postfix does not start or reload" : "every Postfix program stops")}",
            isMaster ? "write the eight fields of master(5): service type private unpriv chroot wakeup maxproc command" : "write name = value; a continued line begins with whitespace");
    }

    private static bool IsName(string text) =>
        Array.IndexOf(MasterConfigurationReader.FieldNames, text) >= 0 || Array.Exists(Enum.GetValues<PostfixVersion>(), version => ParameterDefaults.Find(text, version) is not null);
}
