using System.Globalization;
using System.Text;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Lmdb;

/// <summary>LMDB 0.9 itself: a C program that changes one database of a file by commands on standard input.</summary>
internal static class LibLmdbProgram
{
    private const string Source = """
        #include <lmdb.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>

        static char *read_hex(char *text, MDB_val *to) {
            size_t length = strcspn(text, " \n") / 2;
            to->mv_data = malloc(length + 8);
            to->mv_size = length;
            for (size_t i = 0; i < length; i++) {
                char digits[] = { text[2 * i], text[2 * i + 1], 0 };
                ((unsigned char *)to->mv_data)[i] = (unsigned char)strtoul(digits, NULL, 16);
            }
            return text + 2 * length + 1;
        }

        /* path name|- flags; commands: p KEY VALUE, d KEY VALUE (one value), D KEY */
        int main(int words, char **word) {
            static char line[1 << 20];
            MDB_env *env;
            MDB_txn *txn;
            MDB_dbi dbi;
            if (words != 4 || mdb_env_create(&env) || mdb_env_set_maxdbs(env, 16) || mdb_env_set_mapsize(env, 64 << 20)) return 2;
            if (mdb_env_open(env, word[1], MDB_NOSUBDIR | MDB_NOLOCK | MDB_NOSYNC, 0644)) return 3;
            if (mdb_txn_begin(env, NULL, 0, &txn)) return 4;
            if (mdb_dbi_open(txn, strcmp(word[2], "-") ? word[2] : NULL, MDB_CREATE | atoi(word[3]), &dbi)) return 5;
            while (fgets(line, sizeof line, stdin)) {
                MDB_val key, value;
                char *rest = read_hex(line + 2, &key);
                int code;
                if (*line != 'D') read_hex(rest, &value);
                code = *line == 'p' ? mdb_put(txn, dbi, &key, &value, 0) : mdb_del(txn, dbi, &key, *line == 'd' ? &value : NULL);
                if (code && code != MDB_NOTFOUND) {
                    fprintf(stderr, "%s: %s", mdb_strerror(code), line);
                    return 6;
                }
            }
            if (mdb_txn_commit(txn)) return 7;
            mdb_env_close(env);
            return 0;
        }
        """;

    private static readonly Lazy<string?> Program = new(() => File.Exists("/usr/include/lmdb.h") ? CompiledProgram.Make(Source, "-Wl,--no-as-needed", "-llmdb") : null);

    /// <summary>Whether there are the library, its header and a compiler.</summary>
    public static bool IsAvailable => Program.Value is not null;

    /// <summary>Puts records into a database, and takes some out, in one transaction.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name of the database, or null for the main one.</param>
    /// <param name="flags">The flags of the database.</param>
    /// <param name="commands">The changes.</param>
    public static void Change(string path, string? name, int flags, IEnumerable<string> commands)
    {
        var result = Tool.Run(
            Program.Value!, [path, name ?? "-", flags.ToString(CultureInfo.InvariantCulture)], Encoding.ASCII.GetBytes(string.Concat(commands.Select(command => command + "\n"))), null);
        Assert.True(result.ExitCode == 0, $"{path}: exit status {result.ExitCode} {result.Error}");
    }

    public static string Put(byte[] key, byte[] value) => $"p {TestMap.Hex(key)} {TestMap.Hex(value)}";

    public static string Delete(byte[] key, byte[] value) => $"d {TestMap.Hex(key)} {TestMap.Hex(value)}";

    public static string Delete(byte[] key) => $"D {TestMap.Hex(key)}";
}
