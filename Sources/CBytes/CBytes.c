#include "CBytes.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

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

static void kinds_plain(const hopguard_sets *sets, const uint8_t *text, hopguard_kinds *kinds) {
    for (int set = 0; set < HOPGUARD_SETS; set++) {
        uint64_t in = 0;
        for (int index = 0; index < 64; index++) {
            uint8_t byte = text[index];
            in |= (uint64_t)(sets->rows[set][byte >> 7][byte & 15] >> (byte >> 4 & 7) & 1) << index;
        }
        kinds->in[set] = in;
    }
}

// A byte belongs to a set where the row of its high four bits is among those that the set has for its low four.
#if defined(__x86_64__)
__attribute__((target("avx2"))) static void kinds_avx2(const hopguard_sets *sets, const uint8_t *text, hopguard_kinds *kinds) {
    const __m256i nibble = _mm256_set1_epi8(15);
    const __m256i row = _mm256_setr_epi8(
        1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
    __m256i low[2], rows[2], wide[2];
    for (int half = 0; half < 2; half++) {
        __m256i block = _mm256_loadu_si256((const __m256i *)(text + half * 32));
        low[half] = _mm256_and_si256(block, nibble);
        rows[half] = _mm256_shuffle_epi8(row, _mm256_and_si256(_mm256_srli_epi16(block, 4), nibble));
        wide[half] = block;
    }
    for (int set = 0; set < HOPGUARD_SETS; set++) {
        __m256i ascii = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)sets->rows[set][0]));
        __m256i beyond = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)sets->rows[set][1]));
        uint64_t in = 0;
        for (int half = 0; half < 2; half++) {
            __m256i known = _mm256_blendv_epi8(_mm256_shuffle_epi8(ascii, low[half]), _mm256_shuffle_epi8(beyond, low[half]), wide[half]);
            __m256i none = _mm256_cmpeq_epi8(_mm256_and_si256(known, rows[half]), _mm256_setzero_si256());
            in |= (uint64_t)(uint32_t)~_mm256_movemask_epi8(none) << (half * 32);
        }
        kinds->in[set] = in;
    }
}
#elif defined(__aarch64__)
static void kinds_neon(const hopguard_sets *sets, const uint8_t *text, hopguard_kinds *kinds) {
    static const uint8_t bits_of[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t row = vld1q_u8(bits_of);
    for (int set = 0; set < HOPGUARD_SETS; set++) kinds->in[set] = 0;
    for (int part = 0; part < 64; part += 16) {
        uint8x16_t block = vld1q_u8(text + part);
        uint8x16_t low = vandq_u8(block, vdupq_n_u8(15));
        uint8x16_t rows = vqtbl1q_u8(row, vshrq_n_u8(block, 4));
        uint8x16_t wide = vcgeq_u8(block, vdupq_n_u8(0x80));
        for (int set = 0; set < HOPGUARD_SETS; set++) {
            uint8x16_t ascii = vqtbl1q_u8(vld1q_u8(sets->rows[set][0]), low);
            uint8x16_t beyond = vqtbl1q_u8(vld1q_u8(sets->rows[set][1]), low);
            kinds->in[set] |= gathered((bytes)vtstq_u8(vbslq_u8(wide, beyond, ascii), rows)) << part;
        }
    }
}
#endif

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

void hopguard_classify(const hopguard_sets *sets, const uint8_t *text, size_t count, hopguard_kinds *kinds) {
    void (*classify)(const hopguard_sets *, const uint8_t *, hopguard_kinds *) = kinds_plain;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) classify = kinds_avx2;
#elif defined(__aarch64__)
    classify = kinds_neon;
#endif
    size_t whole = count / 64;
    for (size_t block = 0; block < whole; block++) classify(sets, text + block * 64, kinds + block);
    if (count % 64 != 0) {
        uint8_t rest[64] = {0};
        memcpy(rest, text + whole * 64, count % 64);
        classify(sets, rest, kinds + whole);
        for (int set = 0; set < HOPGUARD_SETS; set++) kinds[whole].in[set] &= ~(~(uint64_t)0 << count % 64);
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

static void add_head(hopguard_heads *heads, int group, const uint8_t *word, size_t length) {
    for (size_t place = 0; place < 3; place++) {
        for (int byte = 0; byte < 256; byte++) {
            uint8_t small = byte >= 'A' && byte <= 'Z' ? byte | 0x20 : (uint8_t)byte;
            // Behind a short word anything may come.
            if (place < length && word[place] != small) continue;
            heads->rows[place][0][byte & 15] |= (uint8_t)(1 << group);
            heads->rows[place][1][byte >> 4] |= (uint8_t)(1 << group);
        }
    }
}

// Beginnings that a group lets through.
static unsigned size_of(const hopguard_heads *heads, int group) {
    unsigned size = 1;
    for (int row = 0; row < 6; row++) {
        unsigned count = 0;
        for (int index = 0; index < 16; index++) count += heads->rows[row / 2][row % 2][index] >> group & 1;
        size *= count;
    }
    return size;
}

int hopguard_add_word(hopguard_heads *heads, const uint8_t *word, size_t length) {
    int best = 0;
    unsigned least = ~0u;
    for (int group = 0; group < HOPGUARD_HEADS; group++) {
        hopguard_heads with = *heads;
        add_head(&with, group, word, length);
        unsigned more = size_of(&with, group) - size_of(heads, group);
        if (more < least) {
            least = more;
            best = group;
        }
    }
    add_head(heads, best, word, length);
    return best;
}

// The groups of which a word may begin in each of some blocks of 64 bytes; two bytes more are read.
static void heads_plain(const hopguard_heads *heads, const uint8_t *text, size_t blocks, uint8_t *groups) {
    for (size_t block = 0; block < blocks; block++) {
        groups[block] = 0;
        for (size_t index = block * 64; index < block * 64 + 64; index++) {
            uint8_t found = 255;
            for (int place = 0; place < 3; place++) {
                uint8_t byte = text[index + place];
                found &= heads->rows[place][0][byte & 15] & heads->rows[place][1][byte >> 4];
            }
            groups[block] |= found;
        }
    }
}

static inline uint8_t folded(uint64_t found) {
    found |= found >> 32;
    found |= found >> 16;
    return (uint8_t)(found | found >> 8);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void heads_avx2(const hopguard_heads *heads, const uint8_t *text, size_t blocks, uint8_t *groups) {
    const __m256i nibble = _mm256_set1_epi8(15);
    __m256i rows[3][2];
    for (int place = 0; place < 3; place++) {
        for (int half = 0; half < 2; half++) {
            rows[place][half] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)heads->rows[place][half]));
        }
    }
    for (size_t block = 0; block < blocks; block++) {
        __m256i found = _mm256_setzero_si256();
        for (int half = 0; half < 2; half++) {
            __m256i here = _mm256_set1_epi8(-1);
            for (int place = 0; place < 3; place++) {
                __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + block * 64 + half * 32 + place));
                __m256i low = _mm256_shuffle_epi8(rows[place][0], _mm256_and_si256(bytes, nibble));
                __m256i high = _mm256_shuffle_epi8(rows[place][1], _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble));
                here = _mm256_and_si256(here, _mm256_and_si256(low, high));
            }
            found = _mm256_or_si256(found, here);
        }
        __m128i half = _mm_or_si128(_mm256_castsi256_si128(found), _mm256_extracti128_si256(found, 1));
        groups[block] = folded((uint64_t)_mm_cvtsi128_si64(half) | (uint64_t)_mm_extract_epi64(half, 1));
    }
}
#elif defined(__aarch64__)
static void heads_neon(const hopguard_heads *heads, const uint8_t *text, size_t blocks, uint8_t *groups) {
    for (size_t block = 0; block < blocks; block++) {
        uint8x16_t found = vdupq_n_u8(0);
        for (int part = 0; part < 64; part += 16) {
            uint8x16_t here = vdupq_n_u8(255);
            for (int place = 0; place < 3; place++) {
                uint8x16_t bytes = vld1q_u8(text + block * 64 + part + place);
                here = vandq_u8(here, vqtbl1q_u8(vld1q_u8(heads->rows[place][0]), vandq_u8(bytes, vdupq_n_u8(15))));
                here = vandq_u8(here, vqtbl1q_u8(vld1q_u8(heads->rows[place][1]), vshrq_n_u8(bytes, 4)));
            }
            found = vorrq_u8(found, here);
        }
        uint64x2_t halves = vreinterpretq_u64_u8(found);
        groups[block] = folded(vgetq_lane_u64(halves, 0) | vgetq_lane_u64(halves, 1));
    }
}
#endif

void hopguard_find_heads(const hopguard_heads *heads, const uint8_t *text, size_t count, size_t available, uint8_t *groups) {
    void (*find)(const hopguard_heads *, const uint8_t *, size_t, uint8_t *) = heads_plain;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) find = heads_avx2;
#elif defined(__aarch64__)
    find = heads_neon;
#endif
    // The last blocks are read from a copy where two bytes more do not stand behind them.
    size_t whole = available < 66 ? 0 : (available - 2) / 64;
    size_t blocks = (count + 63) / 64;
    if (whole > blocks) whole = blocks;
    find(heads, text, whole, groups);
    for (size_t block = whole; block < blocks; block++) {
        uint8_t rest[66] = {0};
        size_t left = available - block * 64;
        memcpy(rest, text + block * 64, left < sizeof rest ? left : sizeof rest);
        find(heads, rest, 1, groups + block);
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
