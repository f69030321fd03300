namespace MapKit.Cli.Rendering.Migrate;

/// <summary>What to do with a file that names tables of Berkeley DB and that Postfix does not read.</summary>
/// <param name="path">The file.</param>
/// <param name="type">The new type.</param>
internal sealed class OtherFileAdvice(string path, string type)
{
    /// <summary>A sentence.</summary>
    public string Text => path switch
    {
        _ when path.Contains("/cron", StringComparison.Ordinal) => $"a cron job: write {type}: for hash: and btree:, and .{type} for .db, so that it makes the maps that Postfix opens",
        _ when Name is "Makefile" or "makefile" or "GNUmakefile" || path.EndsWith(".mk", StringComparison.Ordinal) => $"write {type}: for hash: and btree:, and .{type} for .db in its targets",
        _ when path.Contains("mailman", StringComparison.Ordinal) => $"settings of Mailman: write {type}: for hash: in a command (transport_file_type stays hash: Mailman 3 knows only hash and regex, and its postmap then makes the type of default_database_type), restart Mailman, and let it write its tables again (Mailman 3: mailman aliases)",
        _ when Name.EndsWith(".proto", StringComparison.Ordinal) || Name.EndsWith('~') || Suffixes.Any(suffix => Name.EndsWith(suffix, StringComparison.Ordinal)) => "a template or a copy, which Postfix does not read: nothing to do",
        _ => $"write {type}: for hash: and btree:, and .{type} for .db, if a program still reads it",
    };

    private static readonly string[] Suffixes = [".orig", ".bak", ".old", ".save", ".rpmnew", ".rpmsave", ".dpkg-old", ".dpkg-dist", ".dpkg-new", ".ucf-old", ".ucf-dist", ".apk-new"];

    private string Name => Path.GetFileName(path);
}
