using System.Runtime.InteropServices;
using MapKit.Maps.Replacement;

namespace MapKit.Cli;

/// <summary>While it lives, an interrupt or a termination removes unfinished maps before the process ends.</summary>
internal sealed class AbortOnSignal : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Abort),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Abort),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Abort),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    /// <summary>The signal then does what it always does: it ends the process.</summary>
    private static void Abort(PosixSignalContext context) => MapReplacement.AbortAll();
}
