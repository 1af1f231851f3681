#ifndef HOPGUARD_CBYTES_H
#define HOPGUARD_CBYTES_H
#include <stddef.h>
#include <stdint.h>

/// What kinds of bytes 64 bytes of a text are, a bit each, the first byte lowest.
typedef struct {
    /// ASCII letters, digits and the underscore.
    uint64_t word;
    /// Space, tab, line feed and carriage return.
    uint64_t space;
    /// ASCII digits.
    uint64_t digit;
} hopguard_kinds;

/// Which of 64 bytes a word is made of, and which of those need a closer look.
typedef struct {
    /// ASCII letters and digits, and every byte beyond ASCII.
    uint64_t joined;
    /// ASCII capitals, and every byte beyond ASCII.
    uint64_t odd;
} hopguard_letters;

/// Fills one `hopguard_kinds` for each 64 bytes; bytes beyond the text are of no kind.
void hopguard_classify(const uint8_t *text, size_t count, hopguard_kinds *kinds);

/// Fills one `hopguard_letters` for each 64 bytes; bytes beyond the text are neither.
void hopguard_classify_letters(const uint8_t *text, size_t count, hopguard_letters *letters);

/// Whether the word, in small letters and two bytes long at least, is in the text in any case.
int hopguard_holds(const uint8_t *text, size_t count, const uint8_t *word, size_t length);

#endif
