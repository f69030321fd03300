using System.Runtime.InteropServices;

namespace MapKit.Cli.DropIn;

/// <summary>The system's text for a failure of a file, as <c>%m</c> gives it.</summary>
internal static class SystemMessage
{
    private const int NoEntry = 2;
    private const int AccessDenied = 13;
    private const int IsDirectory = 21;

    /// <summary>The text for a folder where a file should be.</summary>
    public static string OfDirectory => Of(IsDirectory);

    /// <summary>The text.</summary>
    public static string Of(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => Of(NoEntry),
        UnauthorizedAccessException { InnerException: IOException inner } when inner.HResult > 0 => Of(inner.HResult),
        UnauthorizedAccessException => Of(AccessDenied),
        IOException when exception.HResult > 0 => Of(exception.HResult),
        _ => exception.Message,
    };

    private static string Of(int error) => Marshal.GetPInvokeErrorMessage(error);
}
