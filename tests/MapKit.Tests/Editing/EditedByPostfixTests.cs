using MapKit.Editing;
using MapKit.Entries;
using MapKit.Tests.Differential;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Editing;

/// <summary>What Postfix's own tools make of a source before and after an edit: only the record asked for differs.</summary>
public class EditedByPostfixTests
{
    private const int Sources = 8;
    private const int EditsOfEach = 3;

    [PeerFact("postmap")]
    public void Postmap_sees_the_edit_and_nothing_else() => Compare("postmap", SourceSyntax.Postmap);

    [PeerFact("postalias")]
    public void Postalias_sees_the_edit_and_nothing_else() => Compare("postalias", SourceSyntax.Aliases);

    /// <summary>Of the entries that are there already: one gets a value, one another key, one goes.</summary>
    [PeerFact("postmap")]
    public void Postmap_sees_edits_of_any_entry() => CompareEdits("postmap", SourceSyntax.Postmap);

    [PeerFact("postalias")]
    public void Postalias_sees_edits_of_any_entry() => CompareEdits("postalias", SourceSyntax.Aliases);

    private static void CompareEdits(string tool, SourceSyntax syntax)
    {
        using var folder = new TemporaryFolder();
        var configuration = PostfixConfiguration.Write(folder.File("etc"));
        var end = tool == "postmap" ? "\t" : ":\t";
        var edits = 0;
        for (var seed = 1; seed <= Sources * EditsOfEach; seed++)
        {
            var random = new Random(seed);
            var text = RandomSource.Make(random, syntax == SourceSyntax.Aliases).Replace("\0", "", StringComparison.Ordinal);
            var document = Documents.Of(text, syntax);
            var plain = document.Entries.Where(entry => entry.InternalKey.Span.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0).ToArray();
            if (plain.Length == 0) continue;
            var path = folder.Write($"t{seed}", Documents.Bytes(text));
            var before = Records(tool, configuration, path);

            var key = plain[random.Next(plain.Length)].InternalKey.ToArray();
            var stored = System.Text.Encoding.ASCII.GetString(key).ToLowerInvariant();
            var others = before.Where(record => !record.StartsWith(stored + end, StringComparison.Ordinal)).ToArray();
            string[] expected = others;
            try
            {
                switch (seed % EditsOfEach)
                {
                    case 0:
                        document.Set(key, "other"u8);
                        expected = [.. others.Append($"{stored}{end}other")];
                        break;
                    case 1:
                        document.Remove(key);
                        break;
                    default:
                        document.Rename(key, "Renamed"u8);
                        expected = [.. others.Append("renamed" + before.Except(others).Single()[stored.Length..])];
                        break;
                }
            }
            catch (TableEditException)
            {
                // Nothing was changed, and the tool shall see that.
                expected = before;
            }

            document.AlignColumns();
            File.WriteAllBytes(path, document.Source.Span);
            Assert.Equal([.. expected.Order(StringComparer.Ordinal)], Records(tool, configuration, path));
            if (expected != before) edits++;
        }

        Assert.True(edits >= Sources, $"only {edits} edits");
    }

    private static void Compare(string tool, SourceSyntax syntax)
    {
        using var folder = new TemporaryFolder();
        var configuration = PostfixConfiguration.Write(folder.File("etc"));
        for (var seed = 1; seed <= Sources; seed++)
        {
            // Up to the first NUL 3.7 and 3.12 differ in UTF-8 mode; that is not what is tried here.
            var text = RandomSource.Make(new Random(seed), syntax == SourceSyntax.Aliases).Replace("\0", "", StringComparison.Ordinal);
            var document = Documents.Of(text, syntax);
            var path = folder.Write($"t{seed}", Documents.Bytes(text));
            var before = Records(tool, configuration, path);

            document.Set("fresh", "value");
            document.AlignColumns();
            File.WriteAllBytes(path, document.Source.Span);
            Assert.Equal([.. before.Append(tool == "postmap" ? "fresh\tvalue" : "fresh:\tvalue").Order(StringComparer.Ordinal)], Records(tool, configuration, path));

            document.Set("fresh", "other");
            document.Rename("fresh", "Renamed");
            File.WriteAllBytes(path, document.Source.Span);
            Assert.Equal([.. before.Append(tool == "postmap" ? "renamed\tother" : "renamed:\tother").Order(StringComparer.Ordinal)], Records(tool, configuration, path));

            Assert.Equal(1, document.Remove("RENAMED"));
            File.WriteAllBytes(path, document.Source.Span);
            Assert.Equal(before, Records(tool, configuration, path));
        }
    }

    private static string[] Records(string tool, string configuration, string path)
    {
        Assert.Equal(0, Tool.Run(tool, "-c", configuration, $"lmdb:{path}").ExitCode);
        var dump = Tool.Run(tool, "-c", configuration, "-s", $"lmdb:{path}").Output;
        return [.. dump.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("YP_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
