namespace MapKit.Native.RegularExpressions;

/// <summary>
/// Gives the thread the "C" locale for as long as this lives. Postfix's tools call no setlocale, so that an expression and
/// its subject are bytes to them; in a process whose host has set a locale they would be characters.
/// </summary>
internal readonly ref struct CLocale
{
    private static readonly nint Shared = PosixLibrary.NewLocale(PosixLibrary.EveryCategory, "C", 0);

    private readonly nint _before;

    private CLocale(nint before) => _before = before;

    /// <summary>Enters the locale; leave it on the same thread.</summary>
    public static CLocale Enter() => new(PosixLibrary.UseLocale(Shared));

    /// <summary>Gives the thread back what it had.</summary>
    public void Dispose() => PosixLibrary.UseLocale(_before);
}
