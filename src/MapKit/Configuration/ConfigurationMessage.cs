using MapKit.Postfix;
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

    private static bool IsName(string text) =>
        Array.IndexOf(MasterConfigurationReader.FieldNames, text) >= 0 || Array.Exists(Enum.GetValues<PostfixVersion>(), version => ParameterDefaults.Find(text, version) is not null);
}
