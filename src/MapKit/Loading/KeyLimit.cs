using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Loading;

/// <summary>The key length limit of a map type. Only lmdb has one.</summary>
/// <param name="Engine">The type.</param>
/// <param name="NulLength">Bytes that the NUL convention adds.</param>
internal sealed record KeyLimit(MapEngine Engine, int NulLength)
{
    /// <summary>The limit of a type, or null if it has none.</summary>
    public static KeyLimit? Create(MapEngine engine, NulConvention nul) =>
        engine.LimitsKeys ? new KeyLimit(engine, engine.WithNul(nul) ? 1 : 0) : null;

    private static string OtherTypes
    {
        get
        {
            string[] names = [.. MapEngines.All.Where(engine => !engine.LimitsKeys).Select(engine => engine.Name)];
            return $"{string.Join(", ", names[..^1])} or {names[^1]}";
        }
    }

    /// <summary>Why a key cannot be stored, or null if it can.</summary>
    /// <param name="length">Bytes of the key without NUL.</param>
    public KeyProblem? Problem(int length)
    {
        var stored = length + NulLength;
        if (stored < Engine.MinimumKeyLength)
        {
            return new KeyProblem(
                Rules.EmptyKey,
                $"an {Engine.Name} map cannot hold an empty key; no map of that type can be made",
                $"use {OtherTypes}, keep the trailing NUL, or store only the quoted form of alias names");
        }

        return stored <= Engine.MaximumKeyLength ? null : new KeyProblem(
            Rules.KeyTooLong,
            $"the key takes {stored} bytes in the map and {Engine.Name} holds at most {Engine.MaximumKeyLength}; no map of that type can be made",
            $"shorten the key, or use {OtherTypes}");
    }

    /// <summary>The finding of a key that is too long or empty.</summary>
    /// <param name="Rule">The rule.</param>
    /// <param name="Message">What is wrong.</param>
    /// <param name="Help">What to do.</param>
    internal sealed record KeyProblem(DiagnosticRule Rule, string Message, string Help)
    {
        /// <summary>The finding at a place.</summary>
        public Diagnostic In(string path, SourcePlace place) => new(Rule, path, place, Message, Help);
    }
}
