#ifndef THREATMAP_CSQLITE_SHIM_H
#define THREATMAP_CSQLITE_SHIM_H

#include <sqlite3.h>

/// SQLite copies the bound bytes before the call returns. The macro is a cast to a function pointer, which Swift
/// cannot import.
static inline sqlite3_destructor_type threatmap_sqlite_transient(void) { return SQLITE_TRANSIENT; }

#endif
