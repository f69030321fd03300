using MapKit.Delivery.Services;

namespace MapKit.Delivery.Rewrite;

/// <summary>A trivial-rewrite(8) service: completes addresses and resolves them, with its own settings.</summary>
internal sealed class AddressRewriter
{
    /// <summary>Creates the service.</summary>
    /// <param name="settings">Its settings.</param>
    public AddressRewriter(ServiceSettings settings)
    {
        Settings = settings;
        Completion = new AddressCompletion
        {
            Origin = settings.IsOn("append_at_myorigin") ? settings.Origin : "",
            Domain = settings.IsOn("append_dot_mydomain") ? settings.Get("mydomain") : "",
            SwapsBangPath = settings.IsOn("swap_bangpath"),
            AllowsPercent = settings.IsOn("allow_percent_hack"),
        };
        Resolution = new AddressResolution(Completion, settings.IsDestination, settings.Get("myhostname"), settings.Get("empty_address_recipient"))
        {
            LooksIntoQuotes = settings.IsOn("resolve_dequoted_address"),
            StripsNullDomain = settings.IsOn("resolve_null_domain"),
            AllowsHyphen = settings.IsOn("allow_min_user"),
            AllowsNumericDomain = settings.IsOn("resolve_numeric_domain"),
            AllowsUtf8 = settings.IsOn("smtputf8_enable"),
        };
    }

    /// <summary>Its settings.</summary>
    public ServiceSettings Settings { get; }

    /// <summary>Completes addresses.</summary>
    public AddressCompletion Completion { get; }

    /// <summary>Resolves recipients.</summary>
    public AddressResolution Resolution { get; }

    /// <summary>An address as every program rewrites it first: completed.</summary>
    /// <param name="plain">The address in internal form; empty for the null address.</param>
    public string Complete(string plain) =>
        plain.Length == 0 ? "" : Tables.Addresses.AddressForm.Internal(Completion.Complete(Tables.Addresses.AddressForm.External(plain)));
}
