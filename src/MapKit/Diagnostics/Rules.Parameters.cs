namespace MapKit.Diagnostics;

/// <content>MK5401 to MK5419: names and values of parameters in main.cf and master.cf.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule UnknownParameter = new("MK5401", Severity.Warning, "unknown parameter")
    {
        IsLint = true,
        Finds = "Postfix does not know a parameter, and no value refers to it with `$name`. An error if the value names a table.",
        Effect = "The setting has no effect: a table that it names is never used. `postconf -n` and `postconf -P` warn about an unused parameter.",
        Example = "transport_map = hash:/etc/postfix/transport",
        Remedy = "Write the name that Postfix knows, such as `transport_maps`, or remove the setting.",
    };

    internal static readonly DiagnosticRule UndefinedMacro = new("MK5402", Severity.Warning, "macro without a value")
    {
        IsLint = true,
        Finds = "A value refers with `$name` to a parameter that is neither set nor known.",
        Effect = "Postfix puts nothing in its place. `postconf` warns about an undefined parameter.",
        Example = "mydestination = $myhostnam, localhost",
        Remedy = "Write the name of a parameter that exists.",
    };

    internal static readonly DiagnosticRule DeprecatedParameter = new("MK5403", Severity.Info, "deprecated parameter")
    {
        IsLint = true,
        Finds = "A later release of Postfix no longer supports a parameter.",
        Effect = "It still works. `postconf` of 3.9 and later warns that support will be removed.",
        Example = "smtp_use_tls = yes",
        Remedy = "Use the parameter that the message names.",
    };

    internal static readonly DiagnosticRule SettingWithoutEffect = new("MK5404", Severity.Warning, "setting without effect")
    {
        IsLint = true,
        Finds = "An option `-o` sets a parameter that its program does not read, or every service that reads a parameter of main.cf overrides it with another value.",
        Effect = "Postfix does not use the value.",
        Example = "submission inet n - n - - smtpd -o header_checks=regexp:/etc/postfix/checks",
        Remedy = "Set it for the service whose program reads it, or in main.cf, or remove it.",
    };

    internal static readonly DiagnosticRule BadBoolean = new("MK5405", Severity.Error, "neither yes nor no")
    {
        IsLint = true,
        Finds = "The value of a parameter that is on or off is neither `yes` nor `no`.",
        Effect = "The programs that read it stop as they start.",
        Example = "smtpd_helo_required = true",
        Remedy = "Write `yes` or `no`.",
    };

    internal static readonly DiagnosticRule BadNumber = new("MK5406", Severity.Error, "not a number")
    {
        IsLint = true,
        Finds = "The value of a parameter that is a number has other characters, such as a unit.",
        Effect = "The programs that read it stop as they start.",
        Example = "message_size_limit = 10M",
        Remedy = "Write digits only; sizes are in bytes.",
    };

    internal static readonly DiagnosticRule BadTime = new("MK5407", Severity.Error, "not a time")
    {
        IsLint = true,
        Finds = "The value of a parameter that is a time is not a number, or a number and one of the units `s`, `m`, `h`, `d`, `w`. A warning if the value is read as another time than it seems.",
        Effect = "The programs that read it stop as they start. Text after the unit is ignored: `10ms` is ten minutes.",
        Example = "queue_run_delay = 5 minutes",
        Remedy = "Write a number and the first letter of the unit, such as `5m`.",
    };

    internal static readonly DiagnosticRule OutOfRange = new("MK5408", Severity.Error, "value out of range")
    {
        IsLint = true,
        Finds = "A number, a time or the length of a text is below or above the limits of a parameter.",
        Effect = "The programs that read it stop as they start.",
        Example = "line_length_limit = 100",
        Remedy = "Write a value within the limits.",
    };

    internal static readonly DiagnosticRule UnknownWord = new("MK5409", Severity.Error, "unknown word")
    {
        IsLint = true,
        Finds = "A parameter that takes words of a set has another word. A warning where Postfix ignores the word or works without TLS.",
        Effect = "The programs that read it stop, or ignore the value, as the message says.",
        Example = "smtpd_tls_security_level = maybe",
        Remedy = "Write one of the words that the message names.",
    };

    internal static readonly DiagnosticRule ReadOnlyParameter = new("MK5410", Severity.Warning, "read-only parameter")
    {
        IsLint = true,
        Finds = "A parameter is set that the programs of Postfix set themselves.",
        Effect = "Postfix ignores the setting.",
        Example = "process_name = smtpd",
        Remedy = "Remove the setting.",
    };

    internal static readonly DiagnosticRule RefusedAtStart = new("MK5411", Severity.Error, "configuration that Postfix refuses")
    {
        IsLint = true,
        Finds = "The checks that every program makes as it starts fail.",
        Effect = "No program of Postfix starts, commands such as `postqueue` included.",
        Example = "mail_owner = absent",
        Remedy = "Correct the parameter that the message names.",
    };

    internal static readonly DiagnosticRule MailboxLimitTooSmall = new("MK5412", Severity.Error, "mailbox limit below message limit")
    {
        IsLint = true,
        Finds = "`mailbox_size_limit` or `virtual_mailbox_limit` is smaller than `message_size_limit`.",
        Effect = "local(8) or virtual(8) stops as it starts, and mail for its mailboxes is deferred.",
        Example = "message_size_limit = 102400000",
        Remedy = "Raise the limit of the mailbox, or write 0 for no limit.",
    };

    internal static readonly DiagnosticRule ContinuedSetting = new("MK5413", Severity.Warning, "setting that continues another")
    {
        IsLint = true,
        Finds = "A line of main.cf sets a parameter, but begins with whitespace.",
        Effect = "Postfix adds the line to the value before it; the parameter is not set.",
        Remedy = "Remove the whitespace at the beginning of the line.",
    };

    internal static readonly DiagnosticRule BadNetworkAddress = new("MK5414", Severity.Error, "not a network address")
    {
        IsLint = true,
        Finds = "A parameter that is a network address, such as `smtp_bind_address`, has a name or a malformed address.",
        Effect = "The program stops when it uses the address, and the mail is deferred.",
        Example = "smtp_bind_address = 192.0.2.300",
        Remedy = "Write an IPv4 address, or an IPv6 address for the parameter whose name ends in 6.",
    };
}
