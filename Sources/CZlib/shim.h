#ifndef HOPGUARD_CZLIB_H
#define HOPGUARD_CZLIB_H
#include <zlib.h>
#endif
