#include "CBytes.h"
#include <string.h>

// The compiler's own vectors: it makes of them what the machine has, SSE2, AVX2 or NEON, and where there is nothing, plain code.
typedef uint8_t bytes __attribute__((ext_vector_type(16)));
typedef _Bool bits __attribute__((ext_vector_type(16)));

static inline uint64_t gathered(bytes lanes) {
    bits taken = __builtin_convertvector(lanes, bits);
    uint16_t out;
    memcpy(&out, &taken, sizeof out);
    return out;
}

static inline bytes letters_of(bytes text) { return (bytes)((text | 0x20) - 'a' < 26); }

static inline bytes digits_of(bytes text) { return (bytes)(text - '0' < 10); }

static inline hopguard_kinds kinds_of(const uint8_t *text) {
    hopguard_kinds kinds = {0, 0, 0};
    for (int part = 0; part < 64; part += 16) {
        bytes block;
        memcpy(&block, text + part, sizeof block);
        bytes digits = digits_of(block);
        bytes word = letters_of(block) | digits | (bytes)(block == '_');
        bytes space = (bytes)(block == ' ') | (bytes)(block == '\t') | (bytes)(block == '\n') | (bytes)(block == '\r');
        kinds.word |= gathered(word) << part;
        kinds.space |= gathered(space) << part;
        kinds.digit |= gathered(digits) << part;
    }
    return kinds;
}

static inline hopguard_letters letters_and_odd(const uint8_t *text) {
    hopguard_letters letters = {0, 0};
    for (int part = 0; part < 64; part += 16) {
        bytes block;
        memcpy(&block, text + part, sizeof block);
        bytes wide = (bytes)(block >= 0x80);
        bytes capital = (bytes)(block - 'A' < 26);
        letters.joined |= gathered(letters_of(block) | digits_of(block) | wide) << part;
        letters.odd |= gathered(wide | capital) << part;
    }
    return letters;
}

void hopguard_classify(const uint8_t *text, size_t count, hopguard_kinds *kinds) {
    size_t whole = count / 64;
    for (size_t block = 0; block < whole; block++) kinds[block] = kinds_of(text + block * 64);
    if (count % 64 != 0) {
        uint8_t rest[64] = {0};
        memcpy(rest, text + whole * 64, count % 64);
        kinds[whole] = kinds_of(rest);
    }
}

void hopguard_classify_letters(const uint8_t *text, size_t count, hopguard_letters *letters) {
    size_t whole = count / 64;
    for (size_t block = 0; block < whole; block++) letters[block] = letters_and_odd(text + block * 64);
    if (count % 64 != 0) {
        uint8_t rest[64] = {0};
        memcpy(rest, text + whole * 64, count % 64);
        letters[whole] = letters_and_odd(rest);
    }
}

// What to set in a byte before it is compared with this one: a capital becomes the small letter, and nothing else does.
static inline uint8_t fold_of(uint8_t small) { return small >= 'a' && small <= 'z' ? 0x20 : 0; }

static int begins(const uint8_t *text, const uint8_t *word, size_t length) {
    for (size_t index = 0; index < length; index++) {
        uint8_t byte = text[index];
        if (byte >= 'A' && byte <= 'Z') byte |= 0x20;
        if (byte != word[index]) return 0;
    }
    return 1;
}

int hopguard_holds(const uint8_t *text, size_t count, const uint8_t *word, size_t length) {
    if (count < length) return 0;
    size_t last = count - length;
    size_t at = 0;
    // Places where the first two letters stand, 16 at a time; the second load ends where the word's last place does at the latest.
    for (; at + 16 <= last + 1; at += 16) {
        bytes first;
        bytes second;
        memcpy(&first, text + at, sizeof first);
        memcpy(&second, text + at + 1, sizeof second);
        uint64_t places = gathered((bytes)((first | fold_of(word[0])) == word[0]) & (bytes)((second | fold_of(word[1])) == word[1]));
        for (; places != 0; places &= places - 1) {
            if (begins(text + at + __builtin_ctzll(places), word, length)) return 1;
        }
    }
    for (; at <= last; at++) {
        if (begins(text + at, word, length)) return 1;
    }
    return 0;
}
