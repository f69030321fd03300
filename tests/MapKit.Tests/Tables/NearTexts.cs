using CsCheck;

namespace MapKit.Tests.Tables;

/// <summary>Texts near a grammar: examples with a few characters changed, removed or put in.</summary>
public static class NearTexts
{
    private const string Alphabet = "ab1.0-_@:,;|/[]()<>\"\\ \t#*%!=+~\n\u00e9A";

    public static Gen<string> Of(params string[] examples)
    {
        var mutation = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1000], Gen.Char[Alphabet]);
        return Gen.Select(Gen.Int[0, examples.Length - 1].Select(index => examples[index]), mutation.Array[0, 4]).Select(
            (example, mutations) => mutations.Aggregate(example, (text, mutation) => Mutate(text, mutation.Item1, mutation.Item2, mutation.Item3)));
    }

    private static string Mutate(string text, int kind, int place, char character)
    {
        var at = place % (text.Length + 1);
        return kind switch
        {
            0 => text.Insert(at, character.ToString()),
            1 when at < text.Length => text.Remove(at, 1),
            2 when at < text.Length => text.Remove(at, 1).Insert(at, character.ToString()),
            _ => text,
        };
    }
}
