// Four byte products a lane with sdot.
#if defined(__aarch64__)
#include <arm_neon.h>

#include "scratch.h"

#define HG_LANES 4
#define HG_QUERIES 2
#define HG_FORWARD hg_forward_neon_dot
#define HG_PRODUCT "product_neon_dot.h"
#define HG_ZERO 0
typedef int8_t hg_activation;

#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)
#include "forward.h"
#pragma clang attribute pop
#endif
