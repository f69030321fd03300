using System.Runtime.InteropServices;

namespace MapKit.Native.BerkeleyDb;

/// <summary>libdb's error messages. libdb reports them on the calling thread, through one function for all files.</summary>
internal static class BerkeleyDbMessages
{
    private const int LinesKept = 100;

    private static readonly ErrorCall Collector = Collect;
    private static readonly nint CollectorAddress = Marshal.GetFunctionPointerForDelegate(Collector);

    // libdb's remarks about damaged pages are also in its errors.
    private static readonly MessageCall Dropper = static (_, _) => { };
    private static readonly nint DropperAddress = Marshal.GetFunctionPointerForDelegate(Dropper);

    [ThreadStatic]
    private static List<string>? _lines;

    private delegate void ErrorCall(nint environment, nint prefix, nint message);

    private delegate void MessageCall(nint environment, nint message);

    /// <summary>Collects the errors of a file.</summary>
    public static void CollectOf(BerkeleyDbHandle database) => BerkeleyDbMethods.SetCalls(database, CollectorAddress, DropperAddress);

    /// <summary>The messages on this thread since the last call.</summary>
    public static IReadOnlyList<string> Take()
    {
        var lines = _lines;
        _lines = null;
        return lines ?? [];
    }

    /// <summary>Throws the library's error, if a call has failed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="code">What the call returned.</param>
    /// <exception cref="NativeEngineException">It is not 0.</exception>
    public static void Check(string path, int code)
    {
        if (code == 0) return;
        var text = Marshal.PtrToStringUTF8(BerkeleyDbFunctions.ErrorText(code)) ?? "";
        throw new NativeEngineException(path, code, string.Join("; ", [.. Take(), text]));
    }

    private static void Collect(nint environment, nint prefix, nint message)
    {
        _lines ??= [];
        if (_lines.Count < LinesKept) _lines.Add(Marshal.PtrToStringUTF8(message) ?? "");
    }
}
