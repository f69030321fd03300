namespace MapKit.Native;

/// <summary>A library of the system reported an error.</summary>
public sealed class NativeEngineException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="code">The library's number of the error.</param>
    /// <param name="text">What the library says of it.</param>
    public NativeEngineException(string path, int code, string text)
        : base($"{path}: {text} ({code})")
    {
        Path = path;
        Code = code;
        Text = text;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The library's number of the error: its own if negative, else the system's errno.</summary>
    public int Code { get; }

    /// <summary>The library's message, without path and number.</summary>
    public string Text { get; }
}
