using MapKit.Maps;

namespace MapKit.Tests.Maps;

/// <summary>Damages a sound file at random, preferring the places where structure is.</summary>
internal static class RandomDamage
{
    private static readonly byte[] Extremes = [0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF];

    public static byte[] Apply(byte[] sound, int pageSize, Random random)
    {
        var file = sound.ToArray();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            // Half of the changes hit the first bytes of a page, where its header is.
            var place = random.Next(2) == 0
                ? (random.Next(0, Math.Max(file.Length / pageSize, 1)) * pageSize) + random.Next(0, Math.Min(200, pageSize))
                : random.Next(file.Length);
            var length = Math.Min(random.Next(1, 9), file.Length - place);
            for (var i = 0; i < length; i++)
            {
                file[place + i] = random.Next(3) == 0 ? (byte)random.Next(256) : Extremes[random.Next(Extremes.Length)];
            }
        }

        return random.Next(10) == 0 ? file[..random.Next(file.Length)] : file;
    }

    /// <summary>Does something with a damaged file that may end in an error of the right kind.</summary>
    public static void Expect(Action action)
    {
        try
        {
            action();
        }
        catch (MapFormatException)
        {
            // An error is one of the two right answers.
        }
    }
}
