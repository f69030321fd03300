using System.Runtime.InteropServices;

namespace MapKit.Native.BerkeleyDb;

/// <summary>What libdb says of its errors. It says it on the thread that called it, through one function for all its files.</summary>
internal static class BerkeleyDbMessages
{
    private const int LinesKept = 100;

    private static readonly ErrorCall Collector = Collect;
    private static readonly nint CollectorAddress = Marshal.GetFunctionPointerForDelegate(Collector);

    // What libdb would print of pages that it finds wrong is told by its errors too.
    private static readonly MessageCall Dropper = static (_, _) => { };
    private static readonly nint DropperAddress = Marshal.GetFunctionPointerForDelegate(Dropper);

    [ThreadStatic]
    private static List<string>? _lines;

    private delegate void ErrorCall(nint environment, nint prefix, nint message);

    private delegate void MessageCall(nint environment, nint message);

    /// <summary>Has the errors of a file collected.</summary>
    public static void CollectOf(BerkeleyDbHandle database) => BerkeleyDbMethods.SetCalls(database, CollectorAddress, DropperAddress);

    /// <summary>What was said on this thread since the last time.</summary>
    public static IReadOnlyList<string> Take()
    {
        var lines = _lines;
        _lines = null;
        return lines ?? [];
    }

    /// <summary>Throws what the library says, if a call has failed.</summary>
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
