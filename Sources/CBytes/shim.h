#ifndef HOPGUARD_CBYTES_H
#define HOPGUARD_CBYTES_H
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

#if defined(__SSE2__)

// The compiler's own vectors and one builtin: the intrinsics' header would make every importer see its module.
typedef uint8_t hopguard_bytes __attribute__((vector_size(16)));
typedef char hopguard_lanes __attribute__((vector_size(16)));

static inline uint64_t hopguard_bits(hopguard_bytes lanes) {
    return (uint64_t)(uint16_t)__builtin_ia32_pmovmskb128((hopguard_lanes)lanes);
}

static inline hopguard_kinds hopguard_classify(const uint8_t *text) {
    hopguard_kinds kinds = {0, 0, 0};
    for (int part = 0; part < 4; part++) {
        hopguard_bytes bytes;
        __builtin_memcpy(&bytes, text + part * 16, 16);
        hopguard_bytes letters = (hopguard_bytes)((bytes | 0x20) - 'a' < 26);
        hopguard_bytes digits = (hopguard_bytes)(bytes - '0' < 10);
        hopguard_bytes word = letters | digits | (hopguard_bytes)(bytes == '_');
        hopguard_bytes space = (hopguard_bytes)(bytes == ' ') | (hopguard_bytes)(bytes == '\t') | (hopguard_bytes)(bytes == '\n')
            | (hopguard_bytes)(bytes == '\r');
        kinds.word |= hopguard_bits(word) << (part * 16);
        kinds.space |= hopguard_bits(space) << (part * 16);
        kinds.digit |= hopguard_bits(digits) << (part * 16);
    }
    return kinds;
}

#else

static inline hopguard_kinds hopguard_classify(const uint8_t *text) {
    hopguard_kinds kinds = {0, 0, 0};
    for (int index = 0; index < 64; index++) {
        uint8_t byte = text[index];
        uint64_t digit = (uint8_t)(byte - '0') < 10;
        uint64_t word = digit | ((uint8_t)((byte | 0x20) - 'a') < 26) | (byte == '_');
        uint64_t space = (byte == ' ') | (byte == '\t') | (byte == '\n') | (byte == '\r');
        kinds.word |= word << index;
        kinds.space |= space << index;
        kinds.digit |= digit << index;
    }
    return kinds;
}

#endif
#endif
