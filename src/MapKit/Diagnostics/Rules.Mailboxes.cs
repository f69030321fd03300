namespace MapKit.Diagnostics;

/// <content>MK2940 to MK2954: tables of mailboxes, users, logins, copies and answers.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule BadMailboxId = new("MK2940", Severity.Error, "bad uid or gid of a mailbox")
    {
        Finds = "A value of `virtual_uid_maps` or `virtual_gid_maps` is not a number, is less than `virtual_minimum_uid`, or is the group 0.",
        Effect = "virtual(8) logs `bad uid` or `bad gid` and defers the mail.",
        Example = "joe@example.com vmail",
        Remedy = "Write the number of a user or group without privileges.",
    };

    internal static readonly DiagnosticRule TextAfterMailboxId = new("MK2941", Severity.Warning, "text after the uid or gid of a mailbox")
    {
        Finds = "Text follows the number in a value of `virtual_uid_maps` or `virtual_gid_maps`.",
        Effect = "Postfix 3.7 ignores it; later versions log `bad uid` or `bad gid` and defer the mail.",
        Example = "joe@example.com 5000:5000",
        Remedy = "Write the number alone.",
    };

    internal static readonly DiagnosticRule MailboxPathLeavesBase = new("MK2942", Severity.Warning, "mailbox path with ..")
    {
        Finds = "The path of a mailbox has a part `..`.",
        Effect = "Postfix after 3.7 logs `bad mailbox path` and defers the mail.",
        Example = "joe@example.com ../joe/",
        Remedy = "Write a path below `virtual_mailbox_base`.",
    };

    internal static readonly DiagnosticRule AbsoluteMailboxPath = new("MK2943", Severity.Warning, "absolute path of a mailbox")
    {
        IsLint = true,
        Finds = "The path of a mailbox is absolute, and `virtual_mailbox_base` is not the root folder.",
        Effect = "virtual(8) puts `virtual_mailbox_base` before every path: the mailbox is somewhere else, or cannot be created.",
        Remedy = "Write the path without `virtual_mailbox_base`.",
    };

    internal static readonly DiagnosticRule MailboxWithoutSlash = new("MK2944", Severity.Info, "mailbox without a slash at the end")
    {
        IsLint = true,
        Finds = "A path of `virtual_mailbox_maps` has no slash at the end, while most paths of the table have one. Reported once for each file.",
        Effect = "virtual(8) appends the mail to a file of this name instead of delivering it to a folder.",
        Example = "joe@example.com joe/\njane@example.com jane/\njim@example.com jim",
        Remedy = "Write a slash at the end if the mailbox is a maildir.",
    };

    internal static readonly DiagnosticRule BadBccAddress = new("MK2945", Severity.Error, "bad address of a copy")
    {
        Finds = "A value of `sender_bcc_maps` or `recipient_bcc_maps` is not one address.",
        Effect = "Postfix takes the whole value as one address, and the copy bounces.",
        Example = "joe@example.com jane@example.com, jim@example.com",
        Remedy = "Write one address, and give it an alias for several.",
    };

    internal static readonly DiagnosticRule SenderNeverMatches = new("MK2946", Severity.Warning, "sender that never matches")
    {
        Finds = "A sender of `local_login_sender_maps` has a `*` that is no wildcard.",
        Effect = "Postfix compares it with the whole sender, and never finds it equal.",
        Example = "joe *@example.com",
        Remedy = "Write `@domain` for every sender of a domain, or `*` for every sender.",
    };

    internal static readonly DiagnosticRule PipeBeforeCommand = new("MK2947", Severity.Error, "| before a command")
    {
        Finds = "A command of `mailbox_command_maps` begins with `|`, as in an alias file.",
        Effect = "The shell cannot run it, and local(8) bounces the mail.",
        Example = "joe |/usr/bin/procmail",
        Remedy = "Write the command without `|`.",
    };

    internal static readonly DiagnosticRule BadRblReply = new("MK2948", Severity.Error, "answer without a code")
    {
        Finds = "A value of `rbl_reply_maps` or `default_rbl_reply` does not begin with a code of three digits and a space.",
        Effect = "Postfix logs `rbl response code configuration error` and answers `450 4.7.1 Service unavailable`.",
        Example = "bl.example.com rejected by bl.example.com",
        Remedy = "Begin with `$rbl_code` and a space.",
    };

    internal static readonly DiagnosticRule UnknownRblMacro = new("MK2949", Severity.Error, "unknown macro in an answer")
    {
        Finds = "A value of `rbl_reply_maps` or `default_rbl_reply` has a `$name` that does not exist there.",
        Effect = "Postfix logs `bad rbl reply template` and uses `default_rbl_reply`; if that has the mistake, the SMTP server stops.",
        Example = "bl.example.com $rbl_code see $rbl_url",
        Remedy = "Write a name that postconf(5) lists for `default_rbl_reply`, or `$$` for a dollar sign.",
    };
}
