using MapKit.Lookup.Probes;

namespace MapKit.Cli.Rendering;

/// <summary>Why Postfix looks up a key, in words.</summary>
internal static class ProbeWords
{
    /// <summary>A probe's key, described in words.</summary>
    public static string NameOf(ProbeReason reason) => reason switch
    {
        ProbeReason.Address => "the whole address",
        ProbeReason.AddressWithoutExtension or ProbeReason.AliasWithoutExtension => "without the extension",
        ProbeReason.LocalPart => "the local part, because the domain is local",
        ProbeReason.LocalPartWithoutExtension => "the local part without the extension, because the domain is local",
        ProbeReason.AtDomain => "every address of the domain",
        ProbeReason.Domain => "the domain",
        ProbeReason.ParentDomain => "a parent domain",
        ProbeReason.LocalPartAt => "the local part at any domain",
        ProbeReason.LocalPartAtWithoutExtension => "the local part without the extension at any domain",
        ProbeReason.Wildcard => "the wildcard",
        ProbeReason.NullAddress => "the null address",
        ProbeReason.HostName => "the host",
        ProbeReason.NetworkAddress => "the network address",
        ProbeReason.Network => "its network",
        ProbeReason.Alias => "the name",
        ProbeReason.Owner => "its owner",
        ProbeReason.Server => "the name of the server",
        ProbeReason.Content => "the whole header or line",
        _ => "the destination exactly as written",
    };
}
