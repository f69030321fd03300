namespace MapKit.Maps.Cdb;

/// <summary>Collects the <see cref="MapStructure"/> of a cdb file from its hash tables.</summary>
internal static class CdbStructure
{
    /// <summary>Collects the facts.</summary>
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

                // The search continues from the last slot at the first.
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
