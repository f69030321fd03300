using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MapKit.Messages;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.DropIn;

/// <summary>
/// Random messages through <c>postmap -q -</c> with every choice of <c>-b</c>, <c>-h</c> and <c>-m</c>, asking a table that
/// answers each key, and through ours: the same keys in the same order, the same exit status, no other word.
/// MAPKIT_SOURCES sets how many, MAPKIT_SEED where they begin.
/// </summary>
[Trait(Category.Name, Category.Random)]
public class RandomMessageTests(ITestOutputHelper log)
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SOURCES") ?? "600", CultureInfo.InvariantCulture);

    private static readonly int FirstSeed = int.Parse(
        Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture) + "00000", CultureInfo.InvariantCulture);

    private static readonly (string Option, MessageParts Parts)[] Choices =
    [
        ("-h", MessageParts.Headers),
        ("-b", MessageParts.Body),
        ("-bh", MessageParts.Headers | MessageParts.Body),
        ("-hm", MessageParts.Headers | MessageParts.Mime),
        ("-bm", MessageParts.Body | MessageParts.Mime),
        ("-bhm", MessageParts.Headers | MessageParts.Body | MessageParts.Mime),
    ];

    [PeerFact("postmap")]
    public void Random_messages_have_the_keys_that_postmap_looks_up()
    {
        log.WriteLine($"MAPKIT_SEED={FirstSeed} MAPKIT_SOURCES={Count}");
        using var folder = new TemporaryFolder();
        var narrow = new MessageLimits { HeaderSize = 60, Nesting = 1, BoundaryLength = 20 };
        var usual = (Folder: PostfixConfiguration.Write(folder.File("usual")), Limits: MessageLimits.Default);
        var tight = (Folder: PostfixConfiguration.Write(folder.File("tight"), "header_size_limit = 60\nmime_nesting_limit = 1\nmime_boundary_length_limit = 20\n"), Limits: narrow);
        var failures = new ConcurrentQueue<string>();
        Parallel.For(FirstSeed, FirstSeed + Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, state) =>
        {
            var random = new Random(seed);
            var (option, parts) = Choices[random.Next(Choices.Length)];
            var (configuration, limits) = random.Next(3) == 0 ? tight : usual;
            var message = Encoding.Latin1.GetBytes(new RandomMessage(random).Make());

            var peer = Tool.Run("postmap", ["-c", configuration, option, "-q", "-", "static:x"], message, PreloadedSleep.Variables);
            var ours = Ask(message, parts, limits);
            if (peer.Output == ours && peer.Error.Length == 0 && peer.ExitCode == (ours.Length == 0 ? 1 : 0)) return;

            failures.Enqueue($"MAPKIT_SEED={seed} {option} {limits}\nexit status {peer.ExitCode} {peer.Error}\n{peer.Output}--- ours:\n{ours}--- message: {Convert.ToHexString(message)}\n{Encoding.Latin1.GetString(message)}");
            if (failures.Count > 5) state.Stop();
        });
        Assert.True(failures.IsEmpty, string.Join("\n----\n", failures));
    }

    /// <summary>What <c>postmap</c> prints for a table that gives <c>x</c> to every key.</summary>
    private static string Ask(byte[] message, MessageParts parts, MessageLimits limits)
    {
        var output = new StringBuilder();
        MessageKeys.Read(new MemoryStream(message), parts, limits, key =>
        {
            output.Append(Encoding.Latin1.GetString(key.Text)).Append("\tx\n");
            return true;
        });
        return output.ToString();
    }
}
