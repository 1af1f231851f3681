// Every kernel of this processor against the plain product under vectors of the same width, on random weights: windows of every length, several in
// a pass. The 8-bit products are exact in all of them, so all logits must be equal to the bit. Prints the time of a pass of 128 subwords.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "scratch.h"

#if defined(__x86_64__)
hg_forward hg_plain_avx2, hg_plain_avx512;
#endif

static uint64_t state = 88172645463325252u;

static uint32_t dice(void) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (uint32_t)(state >> 32);
}

static float uniform(float low, float high) { return low + (high - low) * (float)(dice() >> 8) / 16777216.0f; }

static void *room(size_t bytes) {
    void *memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (!memory) exit(2);
    return memory;
}

static float *floats(size_t count, float low, float high) {
    float *values = room(count * sizeof(float));
    for (size_t i = 0; i < count; i++) values[i] = uniform(low, high);
    return values;
}

static int8_t *bytes(size_t count) {
    int8_t *values = room(count);
    for (size_t i = 0; i < count; i++) values[i] = (int8_t)((int)(dice() % 255) - 127);
    return values;
}

// Weights of -reach...reach, a few of them larger: small ones may be summed in 16 bits in larger groups.
static hg_linear linear(int outputs, int inputs, int reach) {
    int8_t *weights = bytes((size_t)outputs * inputs);
    for (size_t i = 0; i < (size_t)outputs * inputs; i++)
        if (dice() % 1024) weights[i] = (int8_t)(weights[i] * reach / 127);
    int32_t *sums = room(outputs * sizeof(int32_t));
    for (int output = 0; output < outputs; output++) {
        sums[output] = 0;
        for (int input = 0; input < inputs; input++)
            sums[output] += weights[(size_t)(output / 16) * inputs * 16 + input / 4 * 64 + output % 16 * 4 + input % 4];
    }
    return (hg_linear){weights, floats(outputs, 0.0002f, 0.0008f), floats(outputs, -0.1f, 0.1f), sums};
}

static hg_norm norm(void) { return (hg_norm){floats(HG_WIDTH, 0.5f, 1.5f), floats(HG_WIDTH, -0.2f, 0.2f)}; }

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

int main(void) {
    enum { vocabulary = 997 };
    static const struct { hg_kernel kernel; const char *name; hg_forward *plain; } kernels[] = {
        {HG_KERNEL_SCALAR, "plain C", hg_forward_scalar},
#if defined(__x86_64__)
        {HG_KERNEL_AVX2, "AVX2", hg_plain_avx2}, {HG_KERNEL_AVX512_VNNI, "AVX512-VNNI", hg_plain_avx512},
#else
        {HG_KERNEL_NEON_DOT, "NEON dot", hg_forward_scalar},
#endif
    };
    hg_weights weights = {
        .word = bytes(vocabulary * HG_WIDTH), .word_scales = floats(vocabulary, 0.0005f, 0.002f), .vocabulary = vocabulary,
        .position = floats(HG_WINDOW * HG_WIDTH, -0.1f, 0.1f), .letter_case = floats(HG_CASES * HG_WIDTH, -0.1f, 0.1f), .norm = norm(),
        .head = floats(HG_TAGS * HG_WIDTH, -0.1f, 0.1f), .head_bias = floats(HG_TAGS, -1, 1)};
    for (int i = 0; i < HG_LAYERS; i++) {
        static const int reaches[HG_LAYERS] = {127, 80, 50, 40, 30, 15};
        const int reach = reaches[i];
        weights.layers[i] = (hg_layer){
            linear(3 * HG_WIDTH, HG_WIDTH, reach), linear(HG_WIDTH, HG_WIDTH, reach), norm(), linear(HG_INNER, HG_WIDTH, reach),
            linear(HG_WIDTH, HG_INNER, reach), norm()};
    }
    void *scratch = room(hg_scratch_bytes());
    uint16_t ids[HG_WINDOW];
    uint8_t cases[HG_WINDOW];
    static float expected[HG_WINDOW * HG_TAGS], found[HG_WINDOW * HG_TAGS];
    // One window of every length that a block of rows may leave over, and passes of several.
    static const uint16_t passes[][4] = {{1}, {2}, {3}, {4}, {5}, {6}, {7}, {9}, {13}, {31}, {64}, {127}, {128}, {1, 1, 1, 125}, {40, 41, 42, 5}, {17, 90, 3}};
    int faults = 0;
    for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++) {
        if (!hg_kernel_available(kernels[k].kernel)) continue;
        uint64_t before = state;
        size_t count = 0, differ = 0;
        for (size_t pass = 0; pass < sizeof passes / sizeof *passes; pass++) {
            size_t windows = 0, rows = 0;
            while (windows < 4 && passes[pass][windows]) rows += passes[pass][windows++];
            for (size_t row = 0; row < rows; row++) ids[row] = dice() % vocabulary, cases[row] = dice() % HG_CASES;
            kernels[k].plain(&weights, ids, cases, passes[pass], windows, rows, scratch, expected);
            memset(found, 0x7F, sizeof found);
            if (hg_tag(&weights, kernels[k].kernel, ids, cases, passes[pass], windows, scratch, found)) return 2;
            for (size_t i = 0; i < rows * HG_TAGS; i++, count++) differ += memcmp(&expected[i], &found[i], sizeof(float)) != 0;
        }
        double best = 1e9;
        uint16_t whole = HG_WINDOW;
        for (int i = 0; i < HG_WINDOW; i++) ids[i] = dice() % vocabulary, cases[i] = dice() % HG_CASES;
        for (int round = 0; round < (kernels[k].kernel == HG_KERNEL_SCALAR ? 2 : 20); round++) {
            double begin = now();
            hg_tag(&weights, kernels[k].kernel, ids, cases, &whole, 1, scratch, found);
            double taken = now() - begin;
            best = taken < best ? taken : best;
        }
        state = before;
        faults += differ != 0;
        printf("%-12s %zu of %zu logits differ; %.2f ms  %s\n", kernels[k].name, differ, count, best, differ ? "FAILS" : "ok");
    }
    return faults != 0;
}
