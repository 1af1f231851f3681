#include "include/CTagger.h"

#include "scratch.h"

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

int hg_kernel_available(hg_kernel kernel) {
    switch (kernel) {
        case HG_KERNEL_SCALAR:
            return 1;
#if defined(__x86_64__)
        case HG_KERNEL_AVX2:
            return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
        case HG_KERNEL_AVX512_VNNI:
            return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                   __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("fma");
#elif defined(__aarch64__)
        case HG_KERNEL_NEON_DOT:
#if defined(__linux__)
            return (getauxval(AT_HWCAP) & (1UL << 20)) != 0;  // HWCAP_ASIMDDP
#else
            return 1;  // every 64-bit Apple processor
#endif
#endif
        default:
            return 0;
    }
}

hg_kernel hg_kernel_best(void) {
    if (hg_kernel_available(HG_KERNEL_AVX512_VNNI)) return HG_KERNEL_AVX512_VNNI;
    if (hg_kernel_available(HG_KERNEL_AVX2)) return HG_KERNEL_AVX2;
    if (hg_kernel_available(HG_KERNEL_NEON_DOT)) return HG_KERNEL_NEON_DOT;
    return HG_KERNEL_SCALAR;
}

size_t hg_scratch_bytes(void) { return (sizeof(hg_scratch) + 63) / 64 * 64; }

int hg_tag(
    const hg_weights *weights, hg_kernel kernel, const uint16_t *ids, const uint8_t *cases, const uint16_t *lengths, size_t windows,
    void *scratch, float *logits) {
    size_t rows = 0;
    if (windows > HG_WINDOW || !hg_kernel_available(kernel)) return -1;
    for (size_t window = 0; window < windows; window++) {
        if (lengths[window] == 0) return -1;
        rows += lengths[window];
        if (rows > HG_WINDOW) return -1;
    }
    for (size_t row = 0; row < rows; row++)
        if (ids[row] >= weights->vocabulary || cases[row] >= HG_CASES) return -1;
    switch (kernel) {
#if defined(__x86_64__)
        case HG_KERNEL_AVX2:
            hg_forward_avx2(weights, ids, cases, lengths, windows, rows, scratch, logits);
            return 0;
        case HG_KERNEL_AVX512_VNNI:
            hg_forward_avx512_vnni(weights, ids, cases, lengths, windows, rows, scratch, logits);
            return 0;
#elif defined(__aarch64__)
        case HG_KERNEL_NEON_DOT:
            hg_forward_neon_dot(weights, ids, cases, lengths, windows, rows, scratch, logits);
            return 0;
#endif
        default:
            hg_forward_scalar(weights, ids, cases, lengths, windows, rows, scratch, logits);
            return 0;
    }
}
