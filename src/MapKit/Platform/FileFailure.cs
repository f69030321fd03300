using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace MapKit.Platform;

/// <summary>Error messages for administrators: the failed action, the file and the reason.</summary>
internal static class FileFailure
{
    // The highest error number of the kernel.
    private const int LastError = 4095;

    /// <summary>The exception for a failed call of the C library.</summary>
    /// <param name="action">Verb and file, such as <c>open /etc/postfix/transport.db</c>.</param>
    /// <param name="error">The error number.</param>
    [SupportedOSPlatform("linux")]
    public static Exception Create(string action, int error)
    {
        var message = $"cannot {action}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error is LibC.AccessDenied or LibC.NotPermitted
            ? new UnauthorizedAccessException(message) { HResult = error }
            : new IOException(message, error);
    }

    /// <summary>The reason of a failure, as the C library's message (<c>%m</c>) if there is one.</summary>
    /// <param name="failure">An exception made here, one of <see cref="UnlockedFile"/> or one of .NET's.</param>
    public static string ReasonOf(Exception failure) => failure switch
    {
        { HResult: > 0 and <= LastError } => Marshal.GetPInvokeErrorMessage(failure.HResult),
        NamedPipeException => NamedPipeException.Reason,
        FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
        UnauthorizedAccessException => "Permission denied",
        _ => (failure.InnerException ?? failure).Message,
    };

    /// <summary>The same for a failure that .NET reported without a file name.</summary>
    /// <param name="action">Verb and file.</param>
    /// <param name="cause">The failure.</param>
    public static IOException Create(string action, IOException cause) =>
        new($"cannot {action}: {cause.Message}", cause) { HResult = cause.HResult };
}
