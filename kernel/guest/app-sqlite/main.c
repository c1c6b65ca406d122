/*
 * The SQLite benchmark of PLOS'23, figure 4, and ASPLOS'22, figure 10: rounds of a fresh database in
 * ramfs, one table, and many INSERTs by one prepared statement, each a transaction of its own.
 *
 * Parameters: rounds (10), inserts (5000), timing (0: no lines of time, which differ from machine to
 * machine). For each round a line:
 *   sqlite: round=0 inserts=5000 ticks=…
 * ticks are CNTVCT_EL0's, from unlink to close. Cycles and instructions are the host's to count, between
 * the first instruction of flexos_sqlite_round and its return: no compartment may read PMCCNTR_EL0,
 * since its PCC lacks System.
 */
#include <flexos/isolation.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

FLEXOS_PARAM(rounds, 10);
FLEXOS_PARAM(inserts, 5000);
FLEXOS_PARAM(timing, 1);

/* Arguments of calls that may cross, where a neighbour can read them. */
static char path[] __shared = "/database.db";
static char create[] __shared = "CREATE TABLE tab(id INTEGER PRIMARY KEY, text TEXT NOT NULL)";
static char insert[] __shared = "INSERT INTO tab VALUES (null, 'value')";

static uint64_t ticks(void)
{
    uint64_t value = 0;

#ifdef __aarch64__                      /* on a host it runs untimed, for its results to be compared */
    __asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(value) : : "memory");
#endif
    return value;
}

static int failed(const char *what, sqlite3 *database)
{
    printf("sqlite: %s failed: %s\n", what, database ? sqlite3_errmsg(database) : "no database");
    return 1;
}

/* The measured part: the host counts what happens between its first instruction and its return. */
__attribute__((noinline)) int flexos_sqlite_round(unsigned long inserts)
{
    static sqlite3 *database __shared;
    static sqlite3_stmt *statement __shared;

    unlink(path);                       /* the first round has none */
    if (sqlite3_open(path, &database) != SQLITE_OK)
        return failed("open", database);
    if (sqlite3_exec(database, create, 0, 0, 0) != SQLITE_OK)
        return failed("create", database);
    if (sqlite3_prepare_v2(database, insert, -1, &statement, 0) != SQLITE_OK)
        return failed("prepare", database);
    for (unsigned long i = 0; i < inserts; i++) {
        if (sqlite3_step(statement) != SQLITE_DONE)
            return failed("insert", database);
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    if (sqlite3_close(database) != SQLITE_OK)
        return failed("close", database);
    return 0;
}

int main(void)
{
    unsigned long rounds = flexos_param_rounds, inserts = flexos_param_inserts;

    printf("sqlite: version=%d\n", sqlite3_libversion_number());
    for (unsigned long round = 0; round < rounds; round++) {
        uint64_t start = ticks(), end;

        if (flexos_sqlite_round(inserts))
            return 1;
        end = ticks();
        if (flexos_param_timing)
            printf("sqlite: round=%lu inserts=%lu ticks=%lu\n", round, inserts, end - start);
    }
    printf("sqlite: done, %lu rounds of %lu inserts\n", rounds, inserts);
    return 0;
}
