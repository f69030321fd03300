using System.Runtime.InteropServices;
using MapKit.Lookup.Patterns;
using MapKit.Source;

namespace MapKit.Native.RegularExpressions;

/// <summary>An expression that pcre2_compile has compiled.</summary>
internal sealed class Pcre2Pattern : IPattern
{
    /// <summary>For empty texts: older versions take a null pointer for an error.</summary>
    private static readonly byte[] Nothing = [0];

    private readonly Pcre2Code _code;
    private readonly Pcre2MatchData _data;
    private readonly nint _offsets;

    private Pcre2Pattern(Pcre2Code code)
    {
        _code = code;
        _data = new Pcre2MatchData(code);
        _offsets = Pcre2Library.OffsetsOf(_data);
        if (Pcre2Library.Info(code, Pcre2Library.InfoCaptureCount, out var count) == 0) Groups = (int)count;
    }

    /// <inheritdoc/>
    public int Groups { get; }

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="PatternException">The library refuses it.</exception>
    public static Pcre2Pattern Compile(ReadOnlySpan<byte> text, uint options)
    {
        var code = Pcre2Library.Compile(NotNull(text), (nuint)text.Length, options, out var error, out var offset, 0);
        if (code == 0) throw new PatternException(Message(error)) { Code = error, Offset = (int)offset };
        return new Pcre2Pattern(new Pcre2Code(code));
    }

    /// <inheritdoc/>
    public bool TryMatch(ReadOnlySpan<byte> subject, Span<(int Start, int End)> groups)
    {
        var result = Pcre2Library.Match(_code, NotNull(subject), (nuint)subject.Length, 0, 0, _data, 0);
        if (result == Pcre2Library.NoMatch) return false;
        if (result <= 0) throw new PatternException(Message(result)) { Code = result };
        for (var i = 0; i < groups.Length; i++)
        {
            // A group that took no part has ~0, which is -1.
            groups[i] = i <= Groups
                ? ((int)Marshal.ReadIntPtr(_offsets, 2 * i * nint.Size), (int)Marshal.ReadIntPtr(_offsets, ((2 * i) + 1) * nint.Size))
                : (-1, -1);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _data.Dispose();
        _code.Dispose();
    }

    private static ReadOnlySpan<byte> NotNull(ReadOnlySpan<byte> text) => text.IsEmpty ? Nothing : text;

    private static string Message(int error)
    {
        Span<byte> text = stackalloc byte[256]; // as much as Postfix has for it
        var length = Pcre2Library.ErrorMessage(error, text, (nuint)text.Length);
        return length > 0 ? ByteText.FromBytes(text[..length]) : $"unexpected pcre2 error code {error}";
    }
}
