using MapKit.Source;

namespace MapKit.Cli.DropIn;

/// <summary>What Postfix says of records that it should not find in a table (docs/formats/postmap-messages.md#warnings-about-records).</summary>
internal static class RecordWarnings
{
    /// <summary>A value without text.</summary>
    public static void EmptyValue(MessageLog log, string table, ReadOnlySpan<byte> key)
    {
        log.Warn($"table {table}: key {ByteText.FromBytes(key)}: empty string result is not allowed");
        log.Warn($"table {table} should return NO RESULT in case of NOT FOUND");
    }

    /// <summary>A key without text.</summary>
    public static void EmptyKey(MessageLog log, string table) => log.Warn($"table {table}: empty lookup key value is not allowed");
}
