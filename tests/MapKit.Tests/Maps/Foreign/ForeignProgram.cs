using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Foreign;

/// <summary>A C program over libdb and liblmdb that puts and deletes at random: other code than our bindings, as any application has.</summary>
internal static class ForeignProgram
{
    private const string Source = """
        #include <db.h>
        #include <lmdb.h>
        #include <stdint.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>

        static uint64_t state;
        static unsigned pick(unsigned n) { state = state * 6364136223846793005u + 1442695040888963407u; return (unsigned)(state >> 33) % n; }
        static void fail(const char *what, int code) { if (code) { fprintf(stderr, "%s: %d\n", what, code); exit(1); } }

        static char key[8192], value[70000];
        static unsigned make_key(unsigned most) {
            unsigned length = (unsigned)sprintf(key, "key%u", pick(400));
            if (pick(9) == 0) { unsigned more = pick(most - length); memset(key + length, 'k', more); length += more; }
            return length;
        }
        static unsigned make_value(void) {
            unsigned length = pick(12) ? pick(60) : pick(12000);
            for (unsigned i = 0; i < length; i++) value[i] = (char)('a' + pick(26));
            return length;
        }

        static void berkeley(const char *path, const char *name, DBTYPE type, unsigned flags, unsigned page, int order, int changes) {
            DB *db;
            fail("create", db_create(&db, NULL, 0));
            if (flags) fail("flags", db->set_flags(db, flags));
            fail("page", db->set_pagesize(db, page));
            fail("order", db->set_lorder(db, order));
            fail("open", db->open(db, NULL, path, name, type, DB_CREATE, 0644));
            for (; changes > 0; changes--) {
                DBT k, v;
                memset(&k, 0, sizeof k);
                memset(&v, 0, sizeof v);
                k.data = key;
                k.size = make_key(page / 5);
                if (pick(3) == 0) {
                    int code = db->del(db, NULL, &k, 0);
                    if (code != DB_NOTFOUND) fail("del", code);
                } else {
                    v.data = value;
                    v.size = make_value();
                    int code = db->put(db, NULL, &k, &v, 0);
                    if (code != DB_KEYEXIST) fail("put", code);
                }
            }
            fail("close", db->close(db, 0));
        }

        static void lmdb(const char *path, const char *name, unsigned flags, int changes) {
            MDB_env *env;
            fail("create", mdb_env_create(&env));
            fail("size", mdb_env_set_mapsize(env, 1u << 28));
            fail("names", mdb_env_set_maxdbs(env, 4));
            fail("open", mdb_env_open(env, path, MDB_NOSUBDIR | MDB_NOLOCK, 0644));
            while (changes > 0) {
                MDB_txn *txn;
                MDB_dbi dbi;
                fail("begin", mdb_txn_begin(env, NULL, 0, &txn));
                fail("database", mdb_dbi_open(txn, name, MDB_CREATE | flags, &dbi));
                for (unsigned batch = 1 + pick(80); batch > 0 && changes > 0; batch--, changes--) {
                    MDB_val k, v;
                    k.mv_data = key;
                    k.mv_size = make_key(500);
                    if (pick(3) == 0) {
                        int code = mdb_del(txn, dbi, &k, NULL);
                        if (code != MDB_NOTFOUND) fail("del", code);
                    } else {
                        v.mv_data = value;
                        v.mv_size = make_value();
                        fail("put", mdb_put(txn, dbi, &k, &v, 0));
                    }
                }
                fail("commit", mdb_txn_commit(txn));
            }
            mdb_env_close(env);
        }

        /* path type name("" for none) seed changes [flags page order] */
        int main(int count, char **words) {
            const char *name = *words[3] ? words[3] : NULL;
            state = strtoull(words[4], NULL, 10);
            if (strcmp(words[2], "lmdb") == 0) lmdb(words[1], name, 0, atoi(words[5]));
            else berkeley(words[1], name, strcmp(words[2], "hash") == 0 ? DB_HASH : DB_BTREE,
                (strchr(words[6], 'd') ? DB_DUP : 0) | (strchr(words[6], 's') ? DB_DUP | DB_DUPSORT : 0) | (strchr(words[6], 'c') ? DB_CHKSUM : 0),
                (unsigned)atoi(words[7]), atoi(words[8]), atoi(words[5]));
            return count == 0;
        }
        """;

    private static readonly Lazy<string?> Compiled = new(Compile);

    /// <summary>The program, or null where there is no compiler or no header of the libraries.</summary>
    public static string? Path => Compiled.Value;

    private static string? Compile()
    {
        if (!File.Exists("/usr/include/db.h") || !File.Exists("/usr/include/lmdb.h")) return null;
        return CompiledProgram.Make(Source, "-Wl,--no-as-needed", "-ldb", "-llmdb");
    }
}
