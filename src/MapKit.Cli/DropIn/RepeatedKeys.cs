namespace MapKit.Cli.DropIn;

/// <summary>What a repeated key does (docs/formats/postmap-command.md#duplicate-keys).</summary>
internal enum RepeatedKeys
{
    /// <summary>The first stays, with a warning.</summary>
    Warn,

    /// <summary>The last replaces it (<c>-r</c>).</summary>
    Replace,

    /// <summary>The first stays (<c>-w</c>); a cdb map holds every copy.</summary>
    Ignore,
}
