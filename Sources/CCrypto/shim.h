#ifndef HOPGUARD_CCRYPTO_H
#define HOPGUARD_CCRYPTO_H
/* The block functions of SHA-256 are deprecated, not removed: a keyed digest over short rows spends more in EVP's dispatch than in hashing. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <string.h>

/* HMAC-SHA-256 (RFC 2104) with both key blocks already hashed. */
typedef struct {
    SHA256_CTX inner;
    SHA256_CTX outer;
} hopguard_hmac_sha256;

static inline void hopguard_hmac_sha256_prepare(hopguard_hmac_sha256 *state, const unsigned char *key, size_t length) {
    unsigned char block[64] = {0};
    if (length > sizeof block) {
        SHA256_CTX long_key;
        SHA256_Init(&long_key);
        SHA256_Update(&long_key, key, length);
        SHA256_Final(block, &long_key);
    } else if (length > 0) {
        memcpy(block, key, length);
    }
    for (size_t i = 0; i < sizeof block; i++) block[i] ^= 0x36;
    SHA256_Init(&state->inner);
    SHA256_Update(&state->inner, block, sizeof block);
    for (size_t i = 0; i < sizeof block; i++) block[i] ^= 0x36 ^ 0x5c;
    SHA256_Init(&state->outer);
    SHA256_Update(&state->outer, block, sizeof block);
    OPENSSL_cleanse(block, sizeof block);
}

static inline void hopguard_hmac_sha256_digest(
    const hopguard_hmac_sha256 *state, const void *bytes, size_t length, unsigned char *out) {
    SHA256_CTX running = state->inner;
    SHA256_Update(&running, bytes, length);
    SHA256_Final(out, &running);
    running = state->outer;
    SHA256_Update(&running, out, 32);
    SHA256_Final(out, &running);
}
#endif
