using System.Globalization;
using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>Berkeley DB 5.3 itself: a C program that changes one database of a file by commands on standard input.</summary>
internal static class LibDbProgram
{
    private const string Source = """
        #include <db.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>

        static char *read_hex(char *text, DBT *to) {
            size_t length = strcspn(text, " \n") / 2;
            memset(to, 0, sizeof *to);
            to->data = malloc(length + 1);
            to->size = length;
            for (size_t i = 0; i < length; i++) {
                char digits[] = { text[2 * i], text[2 * i + 1], 0 };
                ((unsigned char *)to->data)[i] = (unsigned char)strtoul(digits, NULL, 16);
            }
            return text + 2 * length + 1;
        }

        /* path type(1 btree, 2 hash, 3 recno) order page length renumber checksum duplicates name|-; commands: p KEY VALUE, d KEY; recno keys are numbers */
        int main(int words, char **word) {
            static char line[1 << 20];
            DB *db;
            if (words != 10 || db_create(&db, NULL, 0)) return 2;
            int type = atoi(word[2]), duplicates = atoi(word[8]);
            db->set_lorder(db, atoi(word[3]));
            db->set_pagesize(db, atoi(word[4]));
            if (type == 3 && atoi(word[5])) {
                db->set_re_len(db, atoi(word[5]));
                db->set_re_pad(db, '.');
            }
            db->set_flags(db, (type == 3 && atoi(word[6]) ? DB_RENUMBER : 0) | (atoi(word[7]) ? DB_CHKSUM : 0)
                | (type != 3 && duplicates > 0 ? DB_DUP : 0) | (type != 3 && duplicates > 1 ? DB_DUPSORT : 0));
            if (db->open(db, NULL, word[1], strcmp(word[9], "-") ? word[9] : NULL, type == 3 ? DB_RECNO : type == 2 ? DB_HASH : DB_BTREE, DB_CREATE, 0644)) return 3;
            while (fgets(line, sizeof line, stdin)) {
                DBT key, value;
                db_recno_t number;
                char *rest;
                if (type == 3) {
                    number = strtoul(line + 2, &rest, 10);
                    rest++;
                    memset(&key, 0, sizeof key);
                    key.data = &number;
                    key.size = sizeof number;
                } else {
                    rest = read_hex(line + 2, &key);
                }
                int code;
                if (*line == 'p') {
                    read_hex(rest, &value);
                    code = db->put(db, NULL, &key, &value, 0);
                } else {
                    code = db->del(db, NULL, &key, 0);
                }
                if (code && code != DB_NOTFOUND && code != DB_KEYEMPTY && code != DB_KEYEXIST) return 4;
            }
            return db->close(db, 0) == 0 ? 0 : 5;
        }
        """;

    private static readonly Lazy<string?> Program = new(() => File.Exists("/usr/include/db.h") ? CompiledProgram.Make(Source, "-Wl,--no-as-needed", "-ldb-5.3") : null);

    /// <summary>Whether there are the library, its header and a compiler.</summary>
    public static bool IsAvailable => Program.Value is not null;

    /// <summary>Puts records into a database, and takes some out, in one process.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">How the database is made.</param>
    /// <param name="commands">The changes.</param>
    public static void Change(string path, Settings settings, IEnumerable<string> commands)
    {
        var result = Tool.Run(Program.Value!, [path, .. settings.Words], Encoding.ASCII.GetBytes(string.Concat(commands.Select(command => command + "\n"))), null);
        Assert.True(result.ExitCode == 0, $"{path}: exit status {result.ExitCode} {result.Error}");
    }

    public static string Put(byte[] key, byte[] value) => $"p {TestMap.Hex(key)} {TestMap.Hex(value)}";

    public static string Delete(byte[] key) => $"d {TestMap.Hex(key)}";

    public static string Put(int number, byte[] value) => $"p {number} {TestMap.Hex(value)}";

    public static string Delete(int number) => $"d {number}";

    /// <summary>How a database is made.</summary>
    /// <param name="Type">1 btree, 2 hash, 3 recno.</param>
    /// <param name="Order">1234 or 4321.</param>
    /// <param name="Page">Bytes per page.</param>
    /// <param name="Length">Bytes of every record of recno, or 0.</param>
    /// <param name="Renumber">Whether deleting a record renumbers those after it.</param>
    /// <param name="Checksums">Whether pages have checksums.</param>
    /// <param name="Duplicates">0 none, 1 in the order of insertion, 2 sorted.</param>
    /// <param name="Name">The name in the file, or null.</param>
    internal sealed record Settings(int Type, int Order, int Page, int Length = 0, bool Renumber = false, bool Checksums = false, int Duplicates = 0, string? Name = null)
    {
        public string[] Words =>
        [
            .. new[] { Type, Order, Page, Length, Renumber ? 1 : 0, Checksums ? 1 : 0, Duplicates }.Select(number => number.ToString(CultureInfo.InvariantCulture)),
            Name ?? "-",
        ];
    }
}
