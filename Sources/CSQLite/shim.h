#include <sqlite3.h>
#include <sys/file.h>
/* sqlite3_db_config is variadic; this is the one use that Earshot makes of it. */
static inline int cs_no_checkpoint_on_close(sqlite3 *db) {
  return sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
