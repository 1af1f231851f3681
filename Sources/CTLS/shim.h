#ifndef HOPGUARD_CTLS_H
#define HOPGUARD_CTLS_H
#include <openssl/err.h>
#include <openssl/ssl.h>
#endif
