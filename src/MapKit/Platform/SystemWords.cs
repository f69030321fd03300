namespace MapKit.Platform;

/// <summary>The C library's messages for files that cannot be opened or read, as Postfix's <c>%m</c> shows them.</summary>
internal static class SystemWords
{
    public const string NoSuchFile = "No such file or directory";
    public const string PermissionDenied = "Permission denied";
    public const string IsDirectory = "Is a directory";
    public const string InvalidArgument = "Invalid argument";
    public const string BadFileDescriptor = "Bad file descriptor";
    public const string NoSuchDevice = "No such device";
    public const string ProtocolError = "Protocol error";

    /// <summary>What Postfix shows for an error without a number.</summary>
    public const string ApplicationError = "Application error";

    /// <summary>Whether a failure is one of the file system, which has a message.</summary>
    public static bool Has(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
