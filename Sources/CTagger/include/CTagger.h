// The tagger's forward pass: int8 weights, int8 activations quantised row by row, everything else in single precision.
#ifndef HOPGUARD_CTAGGER_H
#define HOPGUARD_CTAGGER_H

#include <stddef.h>
#include <stdint.h>

// The shape is fixed: a model file of another shape is refused before it gets here.
#define HG_LAYERS 6
#define HG_WIDTH 384
#define HG_HEADS 12
#define HG_HEAD_WIDTH 32
#define HG_INNER 1536
#define HG_WINDOW 128
#define HG_TAGS 15
#define HG_CASES 40

// One linear layer. `weights` lie in panels of 16 outputs: [outputs / 16][inputs / 4][16][4], 64-byte aligned;
// `sums` holds each output's sum of weights, by which unsigned activations are put right.
typedef struct hg_linear {
    const int8_t *weights;
    const float *scales;
    const float *bias;
    const int32_t *sums;
} hg_linear;

typedef struct hg_norm {
    const float *scale;
    const float *bias;
} hg_norm;

typedef struct hg_layer {
    hg_linear qkv;
    hg_linear out;
    hg_norm norm1;
    hg_linear up;
    hg_linear down;
    hg_norm norm2;
} hg_layer;

typedef struct hg_weights {
    const int8_t *word;         // [vocabulary][HG_WIDTH]
    const float *word_scales;   // [vocabulary]
    uint32_t vocabulary;
    const float *position;      // [HG_WINDOW][HG_WIDTH]
    const float *letter_case;   // [HG_CASES][HG_WIDTH]
    hg_norm norm;
    hg_layer layers[HG_LAYERS];
    const float *head;          // [HG_TAGS][HG_WIDTH]
    const float *head_bias;     // [HG_TAGS]
} hg_weights;

typedef enum hg_kernel {
    HG_KERNEL_SCALAR = 0,
    HG_KERNEL_AVX2 = 1,
    HG_KERNEL_AVX512_VNNI = 2,
    HG_KERNEL_NEON_DOT = 3,
} hg_kernel;

// Nonzero when this processor can run the kernel.
int hg_kernel_available(hg_kernel kernel);

// The fastest kernel of this processor.
hg_kernel hg_kernel_best(void);

// Bytes of scratch that `hg_tag` needs, 64-byte aligned; one per thread.
size_t hg_scratch_bytes(void);

// Runs `windows` independent windows whose `lengths` add up to at most HG_WINDOW subwords, and writes HG_TAGS logits
// for each subword. Returns 0, or -1 and touches nothing when an id, a case row or a length is out of range.
int hg_tag(
    const hg_weights *weights, hg_kernel kernel, const uint16_t *ids, const uint8_t *cases, const uint16_t *lengths, size_t windows,
    void *scratch, float *logits);

#endif
