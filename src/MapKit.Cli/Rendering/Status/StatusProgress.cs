using System.Globalization;

namespace MapKit.Cli.Rendering.Status;

/// <summary>Shows which large map is being read, only on a terminal.</summary>
/// <param name="environment">Where to.</param>
internal sealed class StatusProgress(CommandEnvironment environment) : IDisposable
{
    private const long Large = 16 << 20;
    private const string EraseLine = "\r\e[K";

    private bool _isShown;

    /// <summary>Shows a map, if it is large.</summary>
    /// <param name="path">The map.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="count">The number of all.</param>
    public void Show(string path, int number, int count)
    {
        if (!environment.ErrorIsTerminal) return;
        Clear();
        if (new FileInfo(path) is not { Exists: true, Length: >= Large } file) return;
        environment.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{number} of {count}: {path} ({file.Length >> 20} MB)"));
        _isShown = true;
    }

    /// <summary>Clears the line.</summary>
    public void Clear()
    {
        if (_isShown) environment.Error.Write(EraseLine);
        _isShown = false;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
