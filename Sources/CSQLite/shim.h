#ifndef HOPGUARD_CSQLITE_H
#define HOPGUARD_CSQLITE_H
#include <sqlite3.h>
#endif
