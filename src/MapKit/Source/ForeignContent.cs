namespace MapKit.Source;

/// <summary>Files of other programs, recognised by their first bytes, that are neither a table nor a map.</summary>
internal static class ForeignContent
{
    /// <summary>What a file is, and what to do; null if it is none of them.</summary>
    /// <param name="start">Its first bytes.</param>
    public static (string What, string Help)? Recognise(ReadOnlySpan<byte> start) =>
        start.StartsWith("\0GITCRYPT\0"u8) ? ("the file is encrypted by git-crypt", "run git-crypt unlock in the repository before the file is installed")
        : start.StartsWith("$ANSIBLE_VAULT;"u8) ? ("the file is encrypted by ansible-vault", "decrypt it before it is installed")
        : start.StartsWith("version https://git-lfs.github.com/spec/"u8) ? ("the file is a pointer of Git LFS", "run git lfs pull in the repository before the file is installed")
        : start.StartsWith("SQLite format 3\0"u8) ? ("the file is an SQLite database", "Postfix reads it through a sqlite: table, whose name is a file with the settings")
        : start.StartsWith((ReadOnlySpan<byte>)[0xA1, 0x02, 0x8B, 0x0D]) ? ("the file is a database of Cyrus", "cyr_dbtool shows its records")
        : start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? ("the file is compressed by gzip", "unpack it: gunzip")
        : start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? ("the file is compressed by zstd", "unpack it: unzstd")
        : start.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z']) ? ("the file is compressed by xz", "unpack it: unxz")
        : null;
}
