// Four byte products a lane with vpdpbusd; activations are stored with 128 added, which the sums of weights take off again.
#if defined(__x86_64__)
#include <immintrin.h>

#include "scratch.h"

#define HG_LANES 16
#define HG_QUERIES 8
#define HG_FORWARD hg_forward_avx512_vnni
#define HG_PRODUCT "product_avx512_vnni.h"
#define HG_ZERO 128
typedef uint8_t hg_activation;

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma"))), apply_to = function)
#include "forward.h"
#pragma clang attribute pop
#endif
