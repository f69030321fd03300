using System.Text;

namespace MapKit.Tests.Configuration;

/// <summary>Random main.cf files that set what postmap checks as it starts, each thing mostly right.</summary>
internal static class RandomToolConfiguration
{
    private static readonly (string[] Names, string[] Values)[] Rows =
    [
        (
            ["smtputf8_enable", "soft_bounce", "respectful_logging", "daemon_table_open_error_is_fatal", "helpful_warnings", "enable_long_queue_ids", "strict_smtputf8"],
            ["yes", "no", "YES", "nO", "", "maybe", "$soft_bounce", "${biff:yes}", "${{$compatibility_level} <level {3.7} ? {yes} : {x}}"]),
        (
            ["line_length_limit", "default_process_limit", "fork_attempts", "berkeley_db_read_buffer_size", "hash_queue_depth", "delay_logging_resolution_limit", "dont_remove", "tcp_windowsize"],
            ["1", "0", "-1", "6", "7", "512", " 1000", "+2048", "2147483647", "2147483648", "99999999999999999999", "12x", "", "$fork_attempts", "$max_use", "0x10"]),
        (
            ["lmdb_map_size", "message_size_limit"],
            ["16777216", "0", "1", "-1", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "10M", ""]),
        (
            ["max_idle", "ipc_timeout", "fork_delay", "daemon_timeout", "in_flow_delay", "stale_lock_time"],
            ["1", "0", "10s", "5m", "2h", "3d", "1w", "11", "1x", "", "s", "-1s", "100000w", "3s5", "$max_idle", "99999999999"]),
        (
            ["myhostname"],
            ["mail.example.com", "mail", "$mydomain", "mail.$mydomain", "1.2.3", "a..b", "-x.example", "x-", "m!x", "", "under_score.example", "$mail_name.example", "$myorigin", "m.", "x.example y"]),
        (["mydomain"], ["example.com", "com", "", "1", "$mail_owner.example", "a-.b", "$myhostname"]),
        (["myorigin"], ["$mydomain", "$myhostname", "example.com", "", "a b", "a,b", "$relayhost", "/dev/null", "/nonexistent/mailname", "/etc/hosts", "/etc"]),
        (["relayhost"], ["", "mail.example.com", "$myhostname", "[mail.example.com]:587", "MAIL.example.com"]),
        (["inet_protocols"], ["all", "ipv4", "ipv6", "ipv4, ipv6", "", "ipv5", "ipv4 IPV6"]),
        (["mynetworks_style"], ["subnet", "host", "class", "", "hosts", "host subnet", "host, host"]),
        (["mynetworks"], ["127.0.0.0/8", "", "${"]),
        (["mail_owner", "default_privs"], ["postfix", "nobody", "root", "daemon", "nosuchuser", "", "$mail_owner", "www-data"]),
        (["setgid_group"], ["postdrop", "postfix", "root", "nosuchgroup", "", "nogroup", "daemon"]),
        (["default_verp_delimiters"], ["+=", "+", "ab", "-=", "", "+==", "$$="]),
        (["verp_delimiter_filter"], ["-=+", "+", "="]),
        (["syslog_facility"], ["mail", "local3", "LOCAL3", "", "security", "uucp"]),
        (["syslog_name", "mail_name", "daemon_directory", "queue_directory", "default_database_type", "hash_queue_names", "flush_service_name"], ["x", "", "$process_name", "$mail_name", "${x", "$daemon_directory", "$$"]),
        (["known_tcp_ports"], ["", "smtp=25", "smtp=25,x", "a=b=1,a=2", "=1", "a=", "a b=1", "a=1 2", "12=3", "x=70000", "x=100000,,", "a==1", "b=x, b=1", "a=65535,b=65536", "1=x=5,x=6"]),
        (["import_environment", "export_environment"], ["A=B", "A=", "=B", "{A = b c} D", "{A=b", "{A=b}c", "{ =b}", "A = b", "x,y=z", "{ TZ }"]),
        (["maillog_file"], ["", "/dev/stdout", "/var/log/x", "/tmp/x", "x"]),
        (["maillog_file_prefixes"], ["/var, /dev/stdout", "/x", "", " , "]),
        (["compatibility_level"], ["0", "2", "3", "3.6", "3.10.1", "", "x", "3.", "3.1024", "3.1.1.1", "-1", "$undef", "9999999999999"]),
        (["process_name", "config_directory", "user_macro"], ["postmap", "x", "/etc", "$config_directory"]),
        (["alias_database", "mydestination", "relay_domains"], ["$default_database_type:/etc/aliases", "$alias_maps", "${a?b", "$mydomain, $mail_version", "$relay_domains"]),
    ];

    private static readonly string[] BadLines = ["no value\n", "= no name\n", " continued\n", "\0hidden = x\n", "x = y\0z\n", "\u00FC = \u00E9\n", "x\n=\ny\n", "name with blanks = x\n", "#\n", "=\n", "b = 1\rb = 2\n"];

    /// <summary>A file.</summary>
    public static string Make(Random random)
    {
        var main = new StringBuilder();
        if (random.Next(12) == 0) main.Append(BadLines[random.Next(BadLines.Length)]);
        if (random.Next(3) > 0) main.Append("compatibility_level = 3.6\n");
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var (names, values) = Rows[random.Next(Rows.Length)];
            main.Append(RandomConfiguration.Line(random, names[random.Next(names.Length)], values[random.Next(values.Length)]));
        }

        if (random.Next(12) == 0) main.Append(BadLines[random.Next(BadLines.Length)]);
        return main.ToString();
    }
}
