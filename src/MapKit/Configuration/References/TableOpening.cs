using MapKit.Tables;

namespace MapKit.Configuration.References;

/// <summary>How a daemon opens the tables of a parameter: the flags of <c>maps_create</c>, which differ from parameter to parameter.</summary>
/// <param name="Folds">Whether keys are folded before the lookup (<c>DICT_FLAG_FOLD_FIX</c>).</param>
/// <param name="Substitutes">Whether a rule of patterns may insert parts of the key (no <c>DICT_FLAG_NO_REGSUB</c>).</param>
/// <param name="TrustsAny">Whether tables are allowed that others could forge: <c>tcp:</c>, <c>socketmap:</c> and <c>memcache:</c>. If not, <c>proxy:</c> is ignored.</param>
internal sealed record TableOpening(bool Folds, bool Substitutes, bool TrustsAny)
{
    /// <summary>Most tables.</summary>
    public static readonly TableOpening Usual = new(Folds: true, Substitutes: true, TrustsAny: true);

    /// <summary>Tables whose result is a command, a file or a user's rights (<c>DICT_FLAG_PARANOID</c>).</summary>
    private static readonly TableOpening Sensitive = new(Folds: false, Substitutes: false, TrustsAny: false);

    /// <summary>How a program opens the tables of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="program">The program, such as <c>local</c>.</param>
    public static TableOpening For(string parameter, string program) => parameter switch
    {
        "alias_maps" => Sensitive with { Folds = true },
        "transport_maps" or "sender_dependent_relayhost_maps" or "sender_dependent_default_transport_maps" => Usual with { Substitutes = false },
        "mailbox_transport_maps" or "fallback_transport_maps" => Usual with { Folds = false, Substitutes = false },
        "mailbox_command_maps" or "virtual_uid_maps" or "virtual_gid_maps" => Sensitive,
        "virtual_mailbox_maps" when program == "virtual" => Sensitive,
        "default_delivery_status_filter" or "smtp_delivery_status_filter" or "lmtp_delivery_status_filter" or "local_delivery_status_filter"
            or "pipe_delivery_status_filter" or "virtual_delivery_status_filter" => Usual with { Folds = false },
        _ => Usual,
    };

    /// <summary>Whether some program skips the rules of a table of a format that insert parts of the key.</summary>
    /// <param name="format">The format.</param>
    public static bool ForbidsSubstitution(TableFormat format) =>
        format == TableFormat.Aliases || format == TableFormat.Transport || format == TableFormat.SenderRelay || format == TableFormat.SenderTransport
        || format == TableFormat.UserTransport || format == TableFormat.UserCommand || format == TableFormat.VirtualMailbox
        || format == TableFormat.VirtualUid || format == TableFormat.VirtualGid;
}
