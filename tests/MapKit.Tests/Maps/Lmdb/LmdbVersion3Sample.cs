using System.IO.Compression;

namespace MapKit.Tests.Maps.Lmdb;

/// <summary>
/// Two files of the LMDB 1.0 series (data version 3), written on x86-64 by a program linked with LMDB 1.0.1: the series
/// that Postfix uses cannot make them.
/// </summary>
internal static class LmdbVersion3Sample
{
    private const string Compressed =
        """
        H4sIAAAAAAACA+2cTagVZRzG53zPzJmPS4mQRLiQFhIy7/vOZ7i4RLSQAhEXIi3SUESULoYXcSESES2kRcRdiRSItAgX0iLiEiGXFhItwoW0EH
        ElLspFRbSw7r2ek85zH0tEyvD5Lc5c9OG9x+d3zpmZM/7H8xB/9fHq1z991Wv/xcz00Z/1/pE/JngPyDTf8YQQQgghhBBCCPGo6fwr5//dv35P
        d7IdTLYLk+1osg3u+7yEEEIIIYQQQgjxsHTXnG93vSVvR+eb9OP0eLozzf3EvzG6ODo9mh9tH21JN4/6o6vDL4YfDg8NXxluHP4+uDzw0/OD44
        Odgy0Df3C9v9hf6M/1t/WvJ5v6t3tXehd6p3r7e7O9Db2fu991F5NPu+90X++W3Znuzc5S50znWGdHZyGZS7Ylm5Lb8ZX4XHwy3h3ncRLfiC5G
        p6P5aHu0OfKj6+PF8cJ4brxtvGl8O7wSXghPhQfDl8Pnwt+C74PPgveCN4IXg3XBj/63/jn/pL/b39+Z7WzovJt4Xrj6L1vnHX173xGTmdl9x/
        Ycnju0b8ubbx325vccOrpv4/KfQiqjqWzyDcXTq6mmaYUmqabx2ql6JdVaPW/Y6nnTfg55TVM1pCqaqiBV0lQJqYKmCkjlNJVDytGUg5SlKQsp
        6iwHZzl1lmftlKPdO+je0e4ddO9o9w66d7R7B9072r2D7h3t3kH3jnbvoHtHu3fQvaPdO+je0e4ddG9p9xa6t7R7C91b2r2F7i3t3kL3lnZvoX
        tLu7fQvaXdW+je0u6t9V57ZuXTeJpqd+/Dp/X007u9MjVhwYShJgyYMNSEAROGmjBgwlATBkwYasKACUNNGDBhqAkDJgw1YeBdYOi7wMC7wNDu
        DXSf0e4z6D6j3WfQfUa7z6D7jHafQfcZ7T6D7jPafQbdZ7T7zLX2jIVl+8/CtvefhaEpA6mMprLpFY2nVlPsueetdXK6T89hnw675mmqhlRFUx
        WkSpoqIVXQVAGpnKZySDmacpCidnKwk1M7OdjJqZ0c7LDXTPsV46gdB3YctePAjqN2HNhx1I4DO47acWDHUTsO7Dhqx4EdR+04sOOoHQd2HLXj
        wA77nLStdSy1Y8GOpXYs2LHUjgU7ltqxYMdSOxbsWGrHgh1L7ViwY6kdC3YstWPBjqV2lnfo3i+jlWOBO3baS/XgSGG6vXddQ20ZsGWoLQO2DL
        VlwJahtgzYMtSWAVuG2jJgy1BbBmwZasuALUNtGbBlqK3lQwDYP9Kjjsw+0nPVe9+9LJOteZ14Xn/1571CCCGEeDLQ5RAhhBDiiaBPzv9Xriod
        FEIIIYQQQgghhPiv0Vc3QgghhBBCCCHEAzNcc/2/6x3wSv9iejqdT7enm9N+ejVZTBaSvcnWZH1yK74Un41PxLtiG8/EN6Ol6Ex0LNoRvRANo2
        vjL8cfjY+MXx0/P/bGP4Sfhx+EB8KXwmfDX4PLwfng/WBvsDVYH9zyL/ln/RP+Lr/0ZUAIIYT4v3PvvCG7x0Hz0HfPWZOC+dOGzp82MH/a0PnT
        BuZPGzp/2sD8aUPnTxuYP23o/GkD86cNnT9tYP60ofOnDcyfNnT+tIFZbnZvibq1Tk3t1GCnpnZqsFNTOzXYqamdGuzU1E4NdmpqpwY7NbVTg5
        2a2qnBTk3t1GCnpnZqsMPu6VG11qmonQrsVNROBXYqaqcCOxW1U4GditqpwE5F7VRgp6J2KrBTUTsV2KmonQrsVNROBXbYvVTK1joltVOCnZLa
        KcFOSe2UYKekdkqwU1I7JdgpqZ0S7JTUTgl2SmqnXLbzyczKWeckBXbwf6VP73PUWpm6KsEVu6NN0b5vDHVVgKuCuirAVUFdFeCqoK4KcFVQVw
        W4KqirAlwV1FXh7t53/+75f2e5/aX0WrqU6nhGCCGEEEIIIYR4/Bn+zTcA029U/DXn/3fm/48IIYQQQgghhBBCCCGEEEKI+6NLUUIIIR4z/gRF
        NeYSAKAAAA==
        """;

    private const string CompressedWithChecksums =
        """
        H4sIAAAAAAACA+3ZwQnCMBTG8a8VNLeIEziBtJ2gqxTJrUVRKtJZnKU4iSs4goI2SGNBD9XT/3d4OeSDB7m9FylkHvVyvraT/sXcV5Pro1tHX/
        L5SAAAAAAAYFxG0V/m/1eXsJ/vEQcnewAAAAAAAMbzPm/HmqqxrT3ZxvI+AAAAAAD8xvP/faF673ZZ7o5FtS3dar2pdCjK2i2zXiIdSKS9RDKQ
        SDTr3AH8GB1dADAAAA==
        """;

    /// <summary>150 records on a tree of two levels, three values on overflow pages.</summary>
    public static byte[] File() => Unpack(Compressed);

    /// <summary>Three records; 8 bytes of checksum on every page.</summary>
    public static byte[] FileWithChecksums() => Unpack(CompressedWithChecksums);

    /// <summary>The stored records of <see cref="File"/> in key order.</summary>
    public static List<(string Key, string Value)> Records() =>
    [
        .. Enumerable.Range(0, 150)
            .Select(i => (
                Key: $"user{i}@example.com\0",
                Value: i % 60 == 1 ? new string((char)('a' + (i % 26)), 2000 + (i * 37)) : $"value {i}\0"))
            .OrderBy(record => record.Key, StringComparer.Ordinal),
    ];

    private static byte[] Unpack(string compressed)
    {
        using var packed = new GZipStream(new MemoryStream(Convert.FromBase64String(compressed)), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
