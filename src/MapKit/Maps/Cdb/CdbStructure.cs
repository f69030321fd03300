namespace MapKit.Maps.Cdb;

/// <summary>Walks over the hash tables of a cdb file for its <see cref="MapStructure"/>.</summary>
internal static class CdbStructure
{
    /// <summary>Walks.</summary>
    public static MapStructure Measure(ReadOnlySpan<byte> header, CdbBlocks blocks)
    {
        long records = 0, empty = 0, longest = 0, total = 0;
        for (var table = 0; table < CdbLayout.TableCount; table++)
        {
            var (start, count) = CdbLayout.ReadTable(header, table);
            for (var slot = 0u; slot < count; slot++)
            {
                var (hash, position) = blocks.ReadPair(start + ((long)slot * CdbLayout.SlotLength));
                if (position == 0)
                {
                    empty++;
                    continue;
                }

                // The search goes on from the last slot to the first.
                var first = CdbLayout.FirstSlot(hash, count);
                var tried = 1L + (slot >= first ? slot - first : slot + (long)count - first);
                records++;
                total += tried;
                longest = Math.Max(longest, tried);
            }
        }

        return new MapStructure { Chains = new ChainLengths(AreSlots: true, records, empty, longest, total) };
    }
}
