#ifndef EARSHOT_CSQLITE_H
#define EARSHOT_CSQLITE_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>

/* sqlite3_db_config is variadic; this is the one use that Earshot makes of it. */
static inline int cs_no_checkpoint_on_close(sqlite3 *db) {
  return sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

/* No count of the bytes in use, which is one lock around every allocation. Only before the first connection
   of the process; later it is refused, and nothing is lost. (sqlite3_config is variadic.) */
static inline int cs_without_memory_statistics(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

/* SQLITE_STATIC is a cast that Swift does not see: SQLite copies nothing, and the bytes stay where they are until
   the statement has run. */
static inline int cs_bind_text(sqlite3_stmt *s, int place, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_text64(s, place, bytes ? (const char *)bytes : "", count, SQLITE_STATIC, SQLITE_UTF8);
}
/* SQLITE_TRANSIENT is another: SQLite copies the bytes before it returns. */
static inline int cs_bind_blob(sqlite3_stmt *s, int place, const void *bytes, sqlite3_uint64 count) {
  if (count == 0) return sqlite3_bind_zeroblob(s, place, 0);
  return sqlite3_bind_blob64(s, place, bytes, count, SQLITE_TRANSIENT);
}

/* The turnstile of the house lock: byte 0 of the lock file, held by this open file and not by this
   process (fcntl is variadic, and F_OFD_SETLK is hidden without _GNU_SOURCE). 0, or -1 and errno.
   flock(2) and fcntl(2) locks of one file do not see each other. */
#ifndef F_OFD_SETLK
#define F_OFD_SETLK 37
#endif
static inline int cs_turnstile(int fd, int take) {
  struct flock range = {0};
  range.l_type = take ? F_WRLCK : F_UNLCK;
  range.l_whence = SEEK_SET;
  range.l_start = 0;
  range.l_len = 1;
  return fcntl(fd, F_OFD_SETLK, &range);
}
#endif
