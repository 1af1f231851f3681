#ifndef HOPGUARD_CTLS_H
#define HOPGUARD_CTLS_H
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <time.h>

/* Macros of OpenSSL, as functions. */
static inline int hopguard_ctx_tls12(SSL_CTX *ctx) {
    return (int)SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION);
}

static inline void hopguard_ctx_modes(SSL_CTX *ctx) {
    SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(ctx, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
}

static inline long hopguard_not_after(X509 *certificate) {
    struct tm end = {0};
    if (certificate == NULL || ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1) return 0;
    return (long)timegm(&end);
}

/* When the first certificate of the chain expires, in seconds since 1970; 0 when that cannot be read. */
static inline long hopguard_ctx_expiry(SSL_CTX *ctx) {
    long first = hopguard_not_after(SSL_CTX_get0_certificate(ctx));
    STACK_OF(X509) *chain = NULL;
    if (SSL_CTX_get0_chain_certs(ctx, &chain) != 1) return first;
    for (int i = 0; i < sk_X509_num(chain); i++) {
        long end = hopguard_not_after(sk_X509_value(chain, i));
        if (end < first) first = end;
    }
    return first;
}
#endif
