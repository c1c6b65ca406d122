/*
 * The functions of SQLite that the applications use (https://sqlite.org/c3ref/funclist.html), with the
 * numbers of its documented interface. SQLite itself is the micro-library `sqlite`, a shared object.
 */
#ifndef SQLITE3_H
#define SQLITE3_H

#include <stdint.h>

#define SQLITE_OK 0
#define SQLITE_ROW 100
#define SQLITE_DONE 101

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;

/* Who frees bound data: a function, or one of these. */
typedef void (*sqlite3_destructor_type)(void *);
#define SQLITE_STATIC ((sqlite3_destructor_type)0)
#define SQLITE_TRANSIENT ((sqlite3_destructor_type)-1)

int sqlite3_libversion_number(void);
int sqlite3_open(const char *path, sqlite3 **);
int sqlite3_close(sqlite3 *);
const char *sqlite3_errmsg(sqlite3 *);
int sqlite3_exec(sqlite3 *, const char *sql, int (*row)(void *, int, char **, char **), void *, char **error);
int sqlite3_changes(sqlite3 *);
int64_t sqlite3_last_insert_rowid(sqlite3 *);

int sqlite3_prepare_v2(sqlite3 *, const char *sql, int length, sqlite3_stmt **, const char **tail);
int sqlite3_step(sqlite3_stmt *);
int sqlite3_reset(sqlite3_stmt *);
int sqlite3_finalize(sqlite3_stmt *);
int sqlite3_bind_int64(sqlite3_stmt *, int, int64_t);
int sqlite3_bind_double(sqlite3_stmt *, int, double);
int sqlite3_bind_text(sqlite3_stmt *, int, const char *, int length, sqlite3_destructor_type);
int sqlite3_bind_blob(sqlite3_stmt *, int, const void *, int length, sqlite3_destructor_type);
int64_t sqlite3_column_int64(sqlite3_stmt *, int);
double sqlite3_column_double(sqlite3_stmt *, int);
const unsigned char *sqlite3_column_text(sqlite3_stmt *, int);
const void *sqlite3_column_blob(sqlite3_stmt *, int);
int sqlite3_column_bytes(sqlite3_stmt *, int);

#endif
