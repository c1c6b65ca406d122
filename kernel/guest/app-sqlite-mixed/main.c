/*
 * A mixed workload on SQLite, in the manner of its own speedtest1: inserts with and without an index,
 * ranges, joins, aggregates, patterns, blobs, updates, deletes, savepoints, VACUUM, and a check of the
 * whole database at the end. The statements are ours.
 *
 * Parameters: size (rows in a table, 500), timing (0: no lines of time). For each part a line:
 *   sqlite-mixed: part=join result=… ticks=…
 * result does not depend on the machine or the configuration. The database stays in /mixed.db.
 */
#include <flexos/isolation.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

FLEXOS_PARAM(size, 500);
FLEXOS_PARAM(timing, 1);

static sqlite3 *database;
static const char *stage = "open";

static uint64_t ticks(void)
{
    uint64_t value = 0;

#ifdef __aarch64__                      /* on a host it runs untimed, for its results to be compared */
    __asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(value) : : "memory");
#endif
    return value;
}

/* The same numbers in every run: a linear congruential generator of 64 bits, its upper half. */
static uint64_t state = 1;

static uint32_t next_number(void)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (uint32_t)(state >> 32);
}

static int execute(const char *sql)
{
    if (sqlite3_exec(database, sql, 0, 0, 0) == SQLITE_OK)
        return 0;
    printf("sqlite-mixed: %s: %s\n", stage, sqlite3_errmsg(database));
    return -1;
}

static sqlite3_stmt *prepare(const char *sql)
{
    sqlite3_stmt *statement;

    if (sqlite3_prepare_v2(database, sql, -1, &statement, 0) == SQLITE_OK)
        return statement;
    printf("sqlite-mixed: %s: %s\n", stage, sqlite3_errmsg(database));
    return 0;
}

/* Runs a statement to its end and takes all that it returns into a checksum; -1 after an error. */
static int64_t run(sqlite3_stmt *statement)
{
    uint64_t sum = 14695981039346656037ull; /* FNV-1a */
    int code;

    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const unsigned char *text = sqlite3_column_text(statement, 0);

        for (; text && *text; text++)
            sum = (sum ^ *text) * 1099511628211ull;
        sum = (sum ^ '\n') * 1099511628211ull;
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? (int64_t)(sum & INT64_MAX) : -1;
}

static int64_t query(const char *sql)
{
    sqlite3_stmt *statement = prepare(sql);
    int64_t result = statement ? run(statement) : -1;

    sqlite3_finalize(statement);
    return result;
}

static const char *const syllables[] = {"ka", "ro", "mi", "tel", "un", "sor", "ve", "lin", "da", "pex"};

/* A word that depends on a number alone. */
static void spell(uint32_t number, char *to)
{
    *to = 0;
    do {
        strcat(to, syllables[number % 10]);
        number /= 10;
    } while (number);
}

static int64_t insert_rows(const char *sql, unsigned long rows)
{
    sqlite3_stmt *statement = prepare(sql);
    char word[40];

    if (!statement)
        return -1;
    for (unsigned long i = 1; i <= rows; i++) {
        uint32_t number = next_number() % (uint32_t)(4 * rows);

        spell(number, word);
        sqlite3_bind_int64(statement, 1, (int64_t)i);
        sqlite3_bind_int64(statement, 2, number);
        sqlite3_bind_text(statement, 3, word, -1, SQLITE_TRANSIENT);
        sqlite3_bind_double(statement, 4, number / 8.0);
        if (run(statement) < 0)
            return -1;
    }
    sqlite3_finalize(statement);
    return (int64_t)rows;
}

static int64_t plain(unsigned long size)
{
    if (execute("CREATE TABLE plain(id INTEGER, number INTEGER, word TEXT, share REAL)"))
        return -1;
    return insert_rows("INSERT INTO plain VALUES (?1, ?2, ?3, ?4)", size / 10); /* each its own transaction */
}

static int64_t transaction(unsigned long size)
{
    if (execute("CREATE TABLE main_rows(id INTEGER PRIMARY KEY, number INTEGER, word TEXT, share REAL);"
                "CREATE INDEX by_number ON main_rows(number); BEGIN")
        || insert_rows("INSERT INTO main_rows VALUES (?1, ?2, ?3, ?4)", size) < 0)
        return -1;
    return execute("COMMIT") ? -1 : (int64_t)size;
}

static int64_t ranges(unsigned long size)
{
    sqlite3_stmt *statement = prepare("SELECT count(*) || ' ' || coalesce(sum(id), 0) FROM main_rows WHERE number BETWEEN ?1 AND ?1 + 100");
    int64_t sum = 0;

    for (unsigned long i = 0; statement && i < size / 5; i++) {
        sqlite3_bind_int64(statement, 1, (int64_t)(i * 20));
        sum = (sum + run(statement)) & INT64_MAX;
    }
    sqlite3_finalize(statement);
    return statement ? sum : -1;
}

static int64_t pattern(unsigned long size)
{
    (void)size;
    return query("SELECT word FROM main_rows WHERE word LIKE '%ro%mi' OR word GLOB 'tel*' ORDER BY word, id");
}

static int64_t order(unsigned long size)
{
    (void)size;
    return query("SELECT printf('%.3f', share) || upper(word) FROM main_rows ORDER BY share DESC, word LIMIT 200");
}

static int64_t group(unsigned long size)
{
    (void)size;
    return query("SELECT length(word) || ':' || count(*) || ':' || printf('%.4f', avg(share)) FROM main_rows"
                 " GROUP BY length(word) HAVING count(*) > 1 ORDER BY 1");
}

static int64_t join(unsigned long size)
{
    (void)size;
    return query("SELECT a.id || '/' || b.id FROM plain a JOIN main_rows b ON b.number = a.number + 1 OR b.id = a.id ORDER BY a.id, b.id");
}

static int64_t subquery(unsigned long size)
{
    (void)size;
    return query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
                 " SELECT i || ' ' || (SELECT count(*) FROM main_rows WHERE number % 200 = i - 1) FROM n");
}

static int64_t blobs(unsigned long size)
{
    static unsigned char bytes[3000];
    sqlite3_stmt *insert, *select;
    int64_t sum = 0;

    if (execute("CREATE TABLE blobs(id INTEGER PRIMARY KEY, data BLOB); BEGIN") || !(insert = prepare("INSERT INTO blobs VALUES (?1, ?2)")))
        return -1;
    for (unsigned long i = 1; i <= size / 10; i++) {
        for (unsigned j = 0; j < sizeof bytes; j++)
            bytes[j] = (unsigned char)(i * 7 + j * j);
        sqlite3_bind_int64(insert, 1, (int64_t)i);
        sqlite3_bind_blob(insert, 2, bytes, (int)(next_number() % sizeof bytes), SQLITE_STATIC);
        if (run(insert) < 0)
            return -1;
    }
    sqlite3_finalize(insert);
    if (execute("COMMIT") || !(select = prepare("SELECT data FROM blobs ORDER BY id DESC")))
        return -1;
    while (sqlite3_step(select) == SQLITE_ROW) {
        const unsigned char *data = sqlite3_column_blob(select, 0);

        for (int j = 0; j < sqlite3_column_bytes(select, 0); j++)
            sum = (sum * 31 + data[j]) & INT64_MAX;
    }
    sqlite3_finalize(select);
    return sum;
}

static int64_t update(unsigned long size)
{
    (void)size;
    if (execute("UPDATE main_rows SET number = number + 1, word = word || '!' WHERE id % 3 = 0"))
        return -1;
    return sqlite3_changes(database);
}

static int64_t delete(unsigned long size)
{
    (void)size;
    if (execute("DELETE FROM main_rows WHERE number % 7 = 2"))
        return -1;
    return sqlite3_changes(database);
}

static int64_t savepoint(unsigned long size)
{
    (void)size;
    if (execute("BEGIN; SAVEPOINT one; DELETE FROM main_rows; ROLLBACK TO one; RELEASE one;"
                "UPDATE main_rows SET share = share + 0.5; ROLLBACK"))
        return -1;
    return query("SELECT count(*) || printf(' %.3f', sum(share)) FROM main_rows");
}

static int64_t trigger(unsigned long size)
{
    (void)size;
    if (execute("CREATE TABLE log(id INTEGER PRIMARY KEY, what TEXT);"
                "CREATE TRIGGER noted AFTER INSERT ON plain BEGIN INSERT INTO log(what) VALUES (new.word || new.id); END;"
                "INSERT INTO plain SELECT id + 100000, number, word, share FROM main_rows WHERE id <= 40"))
        return -1;
    return query("SELECT what FROM log ORDER BY id");
}

static int64_t vacuum(unsigned long size)
{
    (void)size;
    return execute("VACUUM") ? -1 : query("SELECT count(*) FROM sqlite_master");
}

static int64_t integrity(unsigned long size)
{
    sqlite3_stmt *statement = prepare("PRAGMA integrity_check");
    int64_t result = -1;

    (void)size;
    if (statement && sqlite3_step(statement) == SQLITE_ROW && !strcmp((const char *)sqlite3_column_text(statement, 0), "ok"))
        result = 1;
    sqlite3_finalize(statement);
    return result;
}

static const struct {
    const char *name;
    int64_t (*run)(unsigned long size);
} parts[] = {
    {"plain", plain}, {"transaction", transaction}, {"ranges", ranges}, {"pattern", pattern}, {"order", order},
    {"group", group}, {"join", join}, {"subquery", subquery}, {"blobs", blobs}, {"update", update},
    {"delete", delete}, {"savepoint", savepoint}, {"trigger", trigger}, {"vacuum", vacuum}, {"integrity", integrity},
};

int main(void)
{
    unsigned long size = flexos_param_size;

    unlink("/mixed.db");
    if (sqlite3_open("/mixed.db", &database) != SQLITE_OK) {
        printf("sqlite-mixed: open: %s\n", sqlite3_errmsg(database));
        return 1;
    }
    for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++) {
        uint64_t start = ticks(), end;
        int64_t result;

        stage = parts[i].name;
        result = parts[i].run(size);
        end = ticks();
        if (result < 0) {
            printf("sqlite-mixed: part=%s failed\n", stage);
            return 1;
        }
        printf("sqlite-mixed: part=%s result=%ld", stage, (long)result);
        if (flexos_param_timing)
            printf(" ticks=%lu", end - start);
        printf("\n");
    }
    if (sqlite3_close(database) != SQLITE_OK)
        return 1;
    printf("sqlite-mixed: done\n");
    return 0;
}
