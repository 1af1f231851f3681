#ifndef HOPGUARD_CBYTES_H
#define HOPGUARD_CBYTES_H
#include <stddef.h>
#include <stdint.h>

/// Sets of bytes that a text is looked through for, and the kinds of places they make.
enum { HOPGUARD_SETS = 8 };

/// Eight sets of bytes, as the vectors look them up: for each half of a byte's values the eight rows of 16 in which a byte with these low
/// four bits belongs to the set.
typedef struct {
    uint8_t rows[HOPGUARD_SETS][2][16];
} hopguard_sets;

/// Which of 64 bytes of a text belong to each of the sets, a bit each, the first byte lowest.
typedef struct {
    uint64_t in[HOPGUARD_SETS];
} hopguard_kinds;

/// Which of 64 bytes a word is made of, and which of those need a closer look.
typedef struct {
    /// ASCII letters and digits, and every byte beyond ASCII.
    uint64_t joined;
    /// ASCII capitals, and every byte beyond ASCII.
    uint64_t odd;
} hopguard_letters;

/// Groups of words that a text is looked through for together.
enum { HOPGUARD_HEADS = 8 };

/// The first three bytes of words, as the vectors look them up: for each the groups, a bit each, with a word that has a byte there with these
/// low four bits, and with these high ones.
typedef struct {
    uint8_t rows[3][2][16];
} hopguard_heads;

/// Whether none of 16 pairs of sets is disjoint.
static inline int hopguard_fits(const void *sets, const void *others) {
    typedef uint16_t halves __attribute__((vector_size(16)));
    halves a[2], b[2];
    __builtin_memcpy(a, sets, sizeof a);
    __builtin_memcpy(b, others, sizeof b);
    halves disjoint = (halves)((a[0] & b[0]) == 0) | (halves)((a[1] & b[1]) == 0);
    uint64_t found[2];
    __builtin_memcpy(found, &disjoint, sizeof found);
    return (found[0] | found[1]) == 0;
}

/// The sets of the first 16 bytes of a text, by a table of all bytes; `end` for those that it has not.
static inline void hopguard_look_up(const uint16_t *table, const uint8_t *text, size_t count, uint16_t end, uint16_t *sets) {
    if (count >= 16) {
        for (int index = 0; index < 16; index++) sets[index] = table[text[index]];
    } else {
        for (size_t index = 0; index < 16; index++) sets[index] = index < count ? table[text[index]] : end;
    }
}

/// Adds a byte to one of the sets.
static inline void hopguard_add(hopguard_sets *sets, int set, uint8_t byte) {
    sets->rows[set][byte >> 7][byte & 15] |= (uint8_t)(1 << (byte >> 4 & 7));
}

/// Adds a word, in small letters and in any case, to the group in which it lets the fewest other beginnings through, and answers which.
int hopguard_add_word(hopguard_heads *heads, const uint8_t *word, size_t length);

/// Says for each 64 bytes of a text of which groups a word may begin there, a bit each.
///
/// `available`: bytes that may be read from the text's begin on, `count` at least: those of words that go on behind it.
void hopguard_find_heads(const hopguard_heads *heads, const uint8_t *text, size_t count, size_t available, uint8_t *groups);

/// Fills one `hopguard_kinds` for each 64 bytes; bytes beyond the text are in no set.
void hopguard_classify(const hopguard_sets *sets, const uint8_t *text, size_t count, hopguard_kinds *kinds);

/// Fills one `hopguard_letters` for each 64 bytes; bytes beyond the text are neither.
void hopguard_classify_letters(const uint8_t *text, size_t count, hopguard_letters *letters);

/// Whether the word, in small letters and two bytes long at least, is in the text in any case.
int hopguard_holds(const uint8_t *text, size_t count, const uint8_t *word, size_t length);

#endif
