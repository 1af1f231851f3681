// What one forward pass writes to; laid out once, reused for each pass of a thread.
#ifndef HOPGUARD_SCRATCH_H
#define HOPGUARD_SCRATCH_H

#include "include/CTagger.h"

#define HG_ROWS HG_WINDOW

typedef struct hg_scratch {
    float x[HG_ROWS][HG_WIDTH] __attribute__((aligned(64)));
    float wide[HG_ROWS][HG_INNER] __attribute__((aligned(64)));
    float narrow[HG_ROWS][HG_WIDTH] __attribute__((aligned(64)));
    int16_t activations[HG_ROWS * HG_INNER] __attribute__((aligned(64)));  // rows lie one behind the other, whatever their width
    float activation_scales[HG_ROWS];
    float keys[HG_HEAD_WIDTH][HG_WINDOW] __attribute__((aligned(64)));
    float scores[8][HG_WINDOW] __attribute__((aligned(64)));
} hg_scratch;

// The normal distribution function less one half is x * P(x * x); least-squares fit, error of x * Phi(x) below 1.6e-5.
#define HG_GELU_0 3.988192107e-01f
#define HG_GELU_1 -6.619026781e-02f
#define HG_GELU_2 9.718770940e-03f
#define HG_GELU_3 -1.079075571e-03f
#define HG_GELU_4 8.848871544e-05f
#define HG_GELU_5 -5.147468828e-06f
#define HG_GELU_6 1.986130941e-07f
#define HG_GELU_7 -4.515209529e-09f
#define HG_GELU_8 4.546941073e-11f

typedef void hg_forward(
    const hg_weights *weights, const uint16_t *ids, const uint8_t *cases, const uint16_t *lengths, size_t windows, size_t rows,
    hg_scratch *scratch, float *logits);

hg_forward hg_forward_scalar;
#if defined(__x86_64__)
hg_forward hg_forward_avx2;
hg_forward hg_forward_avx512_vnni;
#elif defined(__aarch64__)
hg_forward hg_forward_neon_dot;
#endif

#endif
