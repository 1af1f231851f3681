#ifndef HOPGUARD_CHEAP_H
#define HOPGUARD_CHEAP_H
#include <stddef.h>

/* The C library's allocator with a larger cache for each thread before it: CHeap.c defines malloc, calloc and free for the whole program. */

/* The most bytes that one thread keeps for itself. */
enum { HOPGUARD_HEAP_MOST_KEPT = 1 << 20 };

#endif
