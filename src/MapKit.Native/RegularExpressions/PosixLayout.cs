namespace MapKit.Native.RegularExpressions;

/// <summary>
/// What the C libraries do differently: where regex_t has re_nsub (glibc 48, musl 0, macOS 8), whether regoff_t has 32
/// bits or 64, and which of the flags 4 and 8 is REG_NEWLINE and which REG_NOSUB. Found by trying known expressions.
/// </summary>
/// <param name="GroupCountOffset">Where regex_t has the number of groups, a machine word.</param>
/// <param name="OffsetSize">Bytes of a regoff_t.</param>
/// <param name="NewLine">The flag REG_NEWLINE.</param>
/// <param name="NoGroups">The flag REG_NOSUB.</param>
internal sealed record PosixLayout(int GroupCountOffset, int OffsetSize, int NewLine, int NoGroups)
{
    private const int FirstFlag = 4;
    private const int SecondFlag = 8;

    /// <summary>Asks the C library.</summary>
    /// <returns>Null if it behaves as no known one does.</returns>
    public static PosixLayout? Probe()
    {
        using var locale = CLocale.Enter();
        var groupCountOffset = FindGroupCount();
        var offsetSize = FindOffsetSize();
        if (groupCountOffset < 0 || offsetSize == 0) return null;
        // With REG_NEWLINE ^ matches behind a newline; with REG_NOSUB alone it does not.
        using var lineStart = Compiled("^b\0"u8, PosixLibrary.Extended | FirstFlag);
        var firstIsNewLine = PosixLibrary.Execute(lineStart, "a\nb\0"u8, 0, default, 0) == 0;
        return firstIsNewLine
            ? new PosixLayout(groupCountOffset, offsetSize, FirstFlag, SecondFlag)
            : new PosixLayout(groupCountOffset, offsetSize, SecondFlag, FirstFlag);
    }

    /// <summary>The first word that counts the groups of three expressions.</summary>
    private static int FindGroupCount()
    {
        using var three = Compiled("(a)(b)(c)\0"u8, PosixLibrary.Extended);
        using var five = Compiled("(a)(b)(c)(d)(e)\0"u8, PosixLibrary.Extended);
        using var seven = Compiled("(a)(b)(c)(d)(e)(f)(g)\0"u8, PosixLibrary.Extended);
        for (var offset = 0; offset < PosixExpression.Size; offset += nint.Size)
        {
            if (three.Word(offset) == 3 && five.Word(offset) == 5 && seven.Word(offset) == 7) return offset;
        }

        return -1;
    }

    private static int FindOffsetSize()
    {
        using var expression = Compiled("b\0"u8, PosixLibrary.Extended);
        Span<byte> offsets = stackalloc byte[2 * sizeof(long)];
        offsets.Clear();
        if (PosixLibrary.Execute(expression, "abc\0"u8, 1, offsets, 0) != 0) return 0;
        if (Read(offsets, sizeof(int), 0) == 1 && Read(offsets, sizeof(int), 1) == 2) return sizeof(int);
        return Read(offsets, sizeof(long), 0) == 1 && Read(offsets, sizeof(long), 1) == 2 ? sizeof(long) : 0;
    }

    /// <summary>Reads the offset of that number.</summary>
    /// <param name="offsets">What regexec has written.</param>
    /// <param name="size">Bytes of a regoff_t.</param>
    /// <param name="index">Which: start and end of the whole match, of the first group, ...</param>
    public static int Read(ReadOnlySpan<byte> offsets, int size, int index)
    {
        var place = offsets.Slice(index * size, size);
        if (size == sizeof(int)) return BitConverter.ToInt32(place);
        return (int)BitConverter.ToInt64(place);
    }

    private static PosixExpression Compiled(ReadOnlySpan<byte> text, int flags)
    {
        var expression = new PosixExpression();
        expression.Compile(text, flags);
        return expression;
    }
}
