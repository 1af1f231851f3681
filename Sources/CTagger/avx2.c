// Products of bytes with vpmaddubsw, summed in 16 bits as far as they fit: exact, so the sums equal those of the other kernels.
#if defined(__x86_64__)
#include <immintrin.h>

#include "scratch.h"

#define HG_LANES 8
#define HG_QUERIES 6
#define HG_FORWARD hg_forward_avx2
#define HG_PRODUCT "product_avx2.h"
#define HG_ZERO 0
typedef int8_t hg_activation;

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "forward.h"
#pragma clang attribute pop
#endif
