using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MapKit.Cli.Rendering;

namespace MapKit.Cli;

/// <summary>Until it is disposed, SIGINT and SIGTERM remove unfinished maps before the process ends.</summary>
internal sealed class AbortOnSignal : IDisposable
{
    private static AbortOnSignal? _latest;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Starts to handle the signals.</summary>
    public AbortOnSignal()
    {
        _registrations = Register();
        _latest = this;
    }

    /// <summary>Removes the unfinished maps of the running command, as a signal does.</summary>
    public static void AbortAll() => _latest?._source.Cancel();

    /// <summary>Cancelled by the signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_latest == this) _latest = null;
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    /// <summary>.NET needs a thread to handle signals. If the user may start no more threads, files left after a signal are removed by the next run.</summary>
    private PosixSignalRegistration[] Register()
    {
        try
        {
            // Checked first, because a registration that fails halfway would end the process when it is finalized.
            RuntimeHelpers.RunClassConstructor(typeof(PosixSignalRegistration).TypeHandle);
            return
            [
                PosixSignalRegistration.Create(PosixSignal.SIGINT, Abort),
                PosixSignalRegistration.Create(PosixSignal.SIGTERM, Abort),
                PosixSignalRegistration.Create(PosixSignal.SIGHUP, Abort),
            ];
        }
        catch (Exception exception) when (exception is IOException or TypeInitializationException { InnerException: IOException })
        {
            return [];
        }
    }

    /// <summary>The signal's default action follows: it ends the process.</summary>
    private void Abort(PosixSignalContext context)
    {
        ProgressBar.EndAll();
        _source.Cancel();
    }
}
