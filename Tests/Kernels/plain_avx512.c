// The plain product under vectors of 16 floats, so that single precision rounds as in the AVX512-VNNI kernel and all logits must be equal.
#if defined(__x86_64__)
#include "scratch.h"

#define HG_LANES 16
#define HG_QUERIES 2
#define HG_FORWARD hg_plain_avx512
#define HG_PRODUCT "product_scalar.h"
#define HG_ZERO 0
typedef int16_t hg_activation;

hg_forward HG_FORWARD;

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma"))), apply_to = function)
#include "forward.h"
#pragma clang attribute pop
#endif
