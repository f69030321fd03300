namespace MapKit.Entries;

/// <summary>In which form the names of aliases are stored (docs/formats/aliases.md#external-and-internal-form).</summary>
public enum AliasKeys
{
    /// <summary>A name whose two forms differ is stored in both, so that every local(8) finds it.</summary>
    Both,

    /// <summary>The quoted form that Postfix 3.12 stores and looks up first.</summary>
    External,

    /// <summary>The plain form that older versions store and look up.</summary>
    Internal,
}
