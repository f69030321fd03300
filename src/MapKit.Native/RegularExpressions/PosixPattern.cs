using MapKit.Lookup.Patterns;
using MapKit.Source;

namespace MapKit.Native.RegularExpressions;

/// <summary>An expression that regcomp has compiled.</summary>
internal sealed class PosixPattern : IPattern
{
    /// <summary>The C library needs about two kilobytes and ten microseconds for each.</summary>
    private const int MostPositions = 100_000;

    /// <summary>Some 600 bytes of stack for each, in threads with 1.5 MB.</summary>
    private const int DeepestGroups = 1000;

    /// <summary>Memory grows with the third power.</summary>
    private const int MostAnchors = 60;

    private readonly PosixExpression _expression;
    private readonly int _offsetSize;
    private byte[] _offsets = [];

    private PosixPattern(PosixExpression expression, PosixLayout layout)
    {
        _expression = expression;
        _offsetSize = layout.OffsetSize;
        Groups = (int)expression.Word(layout.GroupCountOffset);
    }

    /// <inheritdoc/>
    public int Groups { get; }

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="PatternException">regcomp refuses it.</exception>
    public static PosixPattern Compile(ReadOnlySpan<byte> text, int flags, PosixLayout layout)
    {
        if (ExpressionSize.CountPositions(text, (flags & PosixLibrary.Extended) != 0) > MostPositions)
            throw new PatternException($"the repetitions expand the expression to more than {MostPositions} positions, for which regcomp needs too much memory");
        if (ExpressionSize.DepthOfGroups(text, (flags & PosixLibrary.Extended) != 0) > DeepestGroups)
            throw new PatternException($"groups are nested more than {DeepestGroups} deep, for which regcomp needs too much of the stack");
        if (ExpressionSize.LongestRunOfAnchors(text) > MostAnchors)
            throw new PatternException($"more than {MostAnchors} anchors follow each other, for which regcomp needs too much memory");
        using var terminated = new NulTerminated(text, stackalloc byte[NulTerminated.UsualSize]);
        using var locale = CLocale.Enter();
        var expression = new PosixExpression();
        var error = expression.Compile(terminated.Bytes, flags);
        if (error == 0) return new PosixPattern(expression, layout);
        using (expression) throw Failure(error, expression);
    }

    /// <inheritdoc/>
    public bool TryMatch(ReadOnlySpan<byte> subject, Span<(int Start, int End)> groups)
    {
        var count = Math.Min(groups.Length, Groups + 1);
        var needed = count * 2 * _offsetSize;
        if (_offsets.Length < needed) _offsets = new byte[needed];
        using var terminated = new NulTerminated(subject, stackalloc byte[NulTerminated.UsualSize]);
        using var locale = CLocale.Enter();
        var error = PosixLibrary.Execute(_expression, terminated.Bytes, (nuint)count, _offsets, 0);
        if (error == PosixLibrary.NoMatch) return false;
        if (error != 0) throw Failure(error, _expression);
        for (var i = 0; i < count; i++)
        {
            groups[i] = (PosixLayout.Read(_offsets, _offsetSize, 2 * i), PosixLayout.Read(_offsets, _offsetSize, (2 * i) + 1));
        }

        groups[count..].Fill((-1, -1));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _expression.Dispose();

    private static PatternException Failure(int error, PosixExpression expression)
    {
        Span<byte> text = stackalloc byte[256]; // as much as Postfix has for it
        text.Clear();
        PosixLibrary.Error(error, expression, text, (nuint)text.Length);
        return new PatternException(ByteText.FromBytes(text[..text.IndexOf((byte)0)])) { Code = error };
    }
}
