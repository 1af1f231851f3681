#ifndef HOPGUARD_CBROTLI_H
#define HOPGUARD_CBROTLI_H
#include <brotli/decode.h>
#endif
