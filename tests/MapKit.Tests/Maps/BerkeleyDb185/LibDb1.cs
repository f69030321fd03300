using System.Globalization;
using System.Text;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb185;

/// <summary>
/// Berkeley DB 1.85 itself, as Debian's libdb1-compat has it: a C program that takes commands on standard input. The package has no header,
/// so the program declares what it calls.
/// </summary>
internal static class LibDb1
{
    private const string Source = """
        #include <sys/resource.h>
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>

        typedef struct { void *data; size_t size; } item;
        typedef struct database database;
        struct database {
            int type;
            int (*close)(database *);
            int (*del)(const database *, const item *, unsigned);
            int (*get)(const database *, const item *, item *, unsigned);
            int (*put)(const database *, item *, const item *, unsigned);
            int (*seq)(const database *, item *, item *, unsigned);
            int (*sync)(const database *, unsigned);
            void *internal;
            int (*fd)(const database *);
        };
        typedef struct { unsigned long flags; unsigned cache; int most, fewest; unsigned page; void *compare, *prefix; int order; } btree_settings;
        typedef struct { unsigned page, fill, count, cache; void *hash; int order; } hash_settings;
        enum { R_FIRST = 3, R_NEXT = 7 };

        static char *read_hex(char *text, item *to) {
            size_t length = strcspn(text, " \n") / 2;
            to->data = malloc(length + 1);
            to->size = length;
            for (size_t i = 0; i < length; i++) {
                char digits[] = { text[2 * i], text[2 * i + 1], 0 };
                ((unsigned char *)to->data)[i] = (unsigned char)strtoul(digits, NULL, 16);
            }
            return text + 2 * length + 1;
        }
        static void write_hex(const item *from, char after) {
            for (size_t i = 0; i < from->size; i++) printf("%02x", ((unsigned char *)from->data)[i]);
            putchar(after);
        }

        /* path type(0 btree, 1 hash) order page fill count flags w|r; commands: p KEY VALUE, d KEY, g KEY, l */
        int main(int words, char **word) {
            /* The library sometimes runs in a circle. */
            struct rlimit most = { 5, 5 };
            setrlimit(RLIMIT_CPU, &most);
            static char line[1 << 20];
            void *library = dlopen("libdb1.so.2", RTLD_NOW);
            database *(*open_database)(const char *, int, int, int, const void *) = library ? dlsym(library, "__dbopen") : NULL;
            if (words != 9 || !open_database) return 2;
            int type = atoi(word[2]);
            btree_settings btree = { .order = atoi(word[3]), .page = atoi(word[4]), .flags = atoi(word[7]) };
            hash_settings hash = { .order = atoi(word[3]), .page = atoi(word[4]), .fill = atoi(word[5]), .count = atoi(word[6]) };
            database *db = open_database(word[1], *word[8] == 'w' ? O_RDWR | O_CREAT : O_RDONLY, 0644, type, type ? (void *)&hash : (void *)&btree);
            if (!db) return 3;
            while (fgets(line, sizeof line, stdin)) {
                item key, value;
                int code;
                char *rest = *line == 'l' ? line : read_hex(line + 2, &key);
                switch (*line) {
                    case 'p':
                        read_hex(rest, &value);
                        if (db->put(db, &key, &value, 0) != 0) return 4;
                        break;
                    case 'd':
                        if (db->del(db, &key, 0) < 0) return 5;
                        break;
                    case 'g':
                        code = db->get(db, &key, &value, 0);
                        if (code < 0) return 6;
                        if (code == 0) write_hex(&value, '\n'); else puts("-");
                        break;
                    default:
                        for (code = db->seq(db, &key, &value, R_FIRST); code == 0; code = db->seq(db, &key, &value, R_NEXT)) {
                            write_hex(&key, ' ');
                            write_hex(&value, '\n');
                        }
                        if (code < 0) return 7;
                }
            }
            return db->close(db) == 0 ? 0 : 8;
        }
        """;

    private const int SegmentationFault = 139;
    private const int Killed = 137;

    private static readonly Lazy<string?> Program = new(() => System.IO.File.Exists("/lib/libdb1.so.2") ? CompiledProgram.Make(Source) : null);

    /// <summary>Whether there are the library and a compiler.</summary>
    public static bool IsAvailable => Program.Value is not null;

    /// <summary>Puts records into a file, and takes some out, in one process.</summary>
    /// <returns>Whether it ended well. With big keys the library sometimes crashes, or runs in a circle until its time is used up.</returns>
    public static bool TryChange(string path, Settings settings, IEnumerable<string> commands)
    {
        var result = Run(path, settings, commands, "w");
        Assert.True(result.ExitCode is 0 or SegmentationFault or Killed, $"{path}: exit status {result.ExitCode}");
        return result.ExitCode == 0;
    }

    /// <summary>All records in the library's order, as hexadecimal text; null where the library does not come to their end.</summary>
    public static List<(string Key, string Value)>? List(string path, Settings settings)
    {
        var result = Run(path, settings, ["l"], "r");
        if (result.ExitCode != 0) return null;
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(words => (words[0], words[1]))];
    }

    /// <summary>The values of keys, as hexadecimal text; <c>-</c> for none.</summary>
    /// <returns>Whether the library could tell them all.</returns>
    public static bool TryGet(string path, Settings settings, IEnumerable<string> keys, out string[] values)
    {
        var result = Run(path, settings, keys.Select(key => $"g {key}"), "r");
        values = result.Output.Length == 0 ? [] : result.Output.TrimEnd('\n').Split('\n');
        return result.ExitCode == 0;
    }

    public static string Put(byte[] key, byte[] value) => $"p {TestMap.Hex(key)} {TestMap.Hex(value)}";

    public static string Delete(byte[] key) => $"d {TestMap.Hex(key)}";

    private static ToolResult Run(string path, Settings settings, IEnumerable<string> commands, string mode) =>
        Tool.Run(Program.Value!, [path, .. settings.Words, mode], Encoding.ASCII.GetBytes(string.Concat(commands.Select(command => command + "\n"))), null);

    /// <summary>How a file is made.</summary>
    /// <param name="IsHash">A hash, or a btree.</param>
    /// <param name="Order">1234 or 4321.</param>
    /// <param name="Page">Bytes per page.</param>
    /// <param name="Fill">Pairs for each bucket, or 0.</param>
    /// <param name="Count">Records that the maker of a hash expects.</param>
    /// <param name="Duplicates">Whether a btree takes several values for a key.</param>
    internal sealed record Settings(bool IsHash, int Order, int Page, int Fill = 0, int Count = 0, bool Duplicates = false)
    {
        public string[] Words => [.. new[] { IsHash ? 1 : 0, Order, Page, Fill, Count, Duplicates ? 1 : 0 }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
    }
}
