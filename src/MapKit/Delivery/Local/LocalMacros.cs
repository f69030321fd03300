using MapKit.Configuration;
using MapKit.Configuration.Macros;
using MapKit.Configuration.Parameters;
using MapKit.Delivery.Services;

namespace MapKit.Delivery.Local;

/// <summary>The macros of <c>luser_relay</c> and <c>forward_path</c> (<c>local_expand</c>).</summary>
/// <param name="state">The recipient.</param>
/// <param name="settings">The settings of local(8).</param>
internal sealed class LocalMacros(LocalState state, ServiceSettings settings) : IParameterSource
{
    private string? _filter;

    /// <summary>Whether <c>$extension</c> was used.</summary>
    public bool UsedExtension { get; private set; }

    /// <summary>Expands a text.</summary>
    /// <param name="text">The text, one character per byte.</param>
    /// <param name="isUndefined">Whether a macro in it has no value.</param>
    /// <param name="filter">The characters that values may have, others become <c>_</c>; null for all.</param>
    public string Expand(string text, out bool isUndefined, string? filter = null)
    {
        _filter = filter;
        UsedExtension = false;
        var expanded = new MacroEvaluator(this, settings.Context.Lookup.Version, static (_, _) => { }).Evaluate(text);
        isUndefined = MacroNames.WithoutConditionIn(text).Any(name => ValueOf(name) is null);
        return expanded;
    }

    /// <inheritdoc/>
    public string? Find(string name)
    {
        var value = ValueOf(name);
        if (name == "extension" && value is not null) UsedExtension = true;
        if (value is not null && _filter is { } filter) value = string.Concat(value.Select(letter => filter.Contains(letter, StringComparison.Ordinal) ? letter : '_'));
        return value?.Replace("$", "$$", StringComparison.Ordinal);
    }

    private string? ValueOf(string name) => name switch
    {
        "user" => state.User,
        "home" => state.Home,
        "domain" => state.Domain,
        "local" or "mailbox" => state.LocalPart,
        "recipient" => state.Address,
        "extension" => state.Extension?[1..],
        "recipient_delimiter" => state.Extension is { } extension ? extension[..1] : settings.Get("recipient_delimiter") is { Length: > 0 } delimiters ? delimiters[..1] : null,
        _ => null,
    };
}
