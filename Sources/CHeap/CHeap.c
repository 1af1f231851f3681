/* What a thread frees is kept for what it asks for next. glibc does the same (tcache), but for seven blocks of a size and for none above 1 KiB; a
 * loop with some dozen exchanges at a time frees more of a size than that at once, and libcurl and Swift's tasks ask for larger ones with
 * every request: a seventh of a small request's time went into the slow paths behind that cache.
 *
 * A program may define these functions itself (glibc manual, "Replacing malloc"); the others, which hand out blocks of the same heap, stay
 * as they are. */
#include "CHeap.h"
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void __libc_free(void *block);

/* A block that is kept. */
struct kept {
    struct kept *next;
    /* Says that the block is kept, so that freeing it twice is noticed. */
    uintptr_t mark;
};

enum {
    /* glibc's blocks hold 24, 40, 56 bytes and so on. */
    LEAST = 24,
    STEP = 16,
    CLASSES = 256,
    MOST_OF_CLASS = 128,
    /* Blocks above the classes, by their exact size: the receive buffers of libcurl are one. */
    LARGEST = 70000,
    SHELVES = 8,
    MOST_OF_SHELF = 32,
};

struct shelf {
    struct kept *first;
    size_t size;
    unsigned count;
};

struct cache {
    struct kept *classes[CLASSES];
    uint8_t counts[CLASSES];
    struct shelf shelves[SHELVES];
    size_t bytes;
    /* Its thread has been noted, so that the cache is emptied at the thread's end. */
    int is_noted;
    /* The thread is at its end: nothing is kept any more. */
    int is_closed;
};

static __thread struct cache cache __attribute__((tls_model("initial-exec")));
static pthread_key_t key;
static uintptr_t mark;

static void empty(void *unused) {
    (void)unused;
    cache.is_closed = 1;
    for (int i = 0; i < CLASSES; i++) {
        for (struct kept *block = cache.classes[i], *next; block; block = next) {
            next = block->next;
            __libc_free(block);
        }
        cache.classes[i] = NULL;
    }
    for (int i = 0; i < SHELVES; i++) {
        for (struct kept *block = cache.shelves[i].first, *next; block; block = next) {
            next = block->next;
            __libc_free(block);
        }
        cache.shelves[i].first = NULL;
    }
}

__attribute__((constructor)) static void prepare(void) {
    /* Without a key nothing is kept, and never by the first thread: it starts the program, and what that frees is not asked for again. */
    if (pthread_key_create(&key, empty) == 0) mark = (uintptr_t)&cache ^ (uintptr_t)0x9e3779b97f4a7c15;
    cache.is_closed = 1;
}

static struct kept *pick(struct kept **first) {
    struct kept *block = *first;
    *first = block->next;
    block->mark = 0;
    return block;
}

static inline void *take(size_t size) {
    size_t class = size <= LEAST ? 0 : (size - LEAST + STEP - 1) / STEP;
    if (class < CLASSES) {
        if (cache.classes[class]) {
            cache.counts[class]--;
            cache.bytes -= class * STEP + LEAST;
            return pick(&cache.classes[class]);
        }
    } else if (size <= LARGEST) {
        size_t usable = class * STEP + LEAST;
        struct shelf *shelf = &cache.shelves[class % SHELVES];
        if (shelf->first && shelf->size == usable) {
            shelf->count--;
            cache.bytes -= usable;
            return pick(&shelf->first);
        }
    }
    return __libc_malloc(size);
}

static int keep(struct kept *block, size_t usable, struct kept **first) {
    if (!cache.is_noted) {
        if (mark == 0) return 0;
        /* First, because it may allocate. */
        cache.is_noted = 1;
        if (pthread_setspecific(key, &cache) != 0) {
            cache.is_closed = 1;
            return 0;
        }
    }
    block->next = *first;
    block->mark = mark;
    *first = block;
    cache.bytes += usable;
    return 1;
}

/* The mark may stand in a block by chance. */
static void refuse_twice(const struct kept *block, const struct kept *first) {
    for (; first; first = first->next) {
        if (first == block) abort();
    }
}

void *malloc(size_t size) { return take(size); }

void *calloc(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > 2048) return __libc_calloc(count, size);
    void *block = take(bytes);
    return block ? memset(block, 0, bytes) : NULL;
}

void free(void *freed) {
    if (!freed) return;
    struct kept *block = freed;
    size_t usable = malloc_usable_size(block);
    if (usable >= LEAST && usable <= LARGEST && cache.bytes < HOPGUARD_HEAP_MOST_KEPT && !cache.is_closed) {
        size_t class = (usable - LEAST) / STEP;
        if (class < CLASSES) {
            if (block->mark == mark) refuse_twice(block, cache.classes[class]);
            /* Counted as its class's size, also where it holds more. */
            if (cache.counts[class] < MOST_OF_CLASS && keep(block, class * STEP + LEAST, &cache.classes[class])) {
                cache.counts[class]++;
                return;
            }
        } else if (usable == class * STEP + LEAST) {
            struct shelf *shelf = &cache.shelves[class % SHELVES];
            if (shelf->count == 0) shelf->size = usable;
            if (shelf->size == usable) {
                if (block->mark == mark) refuse_twice(block, shelf->first);
                if (shelf->count < MOST_OF_SHELF && keep(block, usable, &shelf->first)) {
                    shelf->count++;
                    return;
                }
            }
        }
    }
    __libc_free(block);
}
