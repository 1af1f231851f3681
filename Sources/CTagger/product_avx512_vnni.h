#define HG_PANELS 3

// `count` rows by 48 outputs, all sums in registers.
INLINE void hg_block(
    const hg_linear *linear, const int8_t *weights, int inputs, size_t row, const int count, hg_scratch *scratch, float *result,
    size_t stride, int column, int gelu) {
    __m512i sums[8][HG_PANELS];
#pragma clang loop unroll(full)
    for (int r = 0; r < count; r++)
#pragma clang loop unroll(full)
        for (int p = 0; p < HG_PANELS; p++) sums[r][p] = _mm512_setzero_si512();
    for (int k = 0; k < inputs; k += 4) {
        __m512i taken[HG_PANELS];
#pragma clang loop unroll(full)
        for (int p = 0; p < HG_PANELS; p++) taken[p] = _mm512_load_si512(weights + (size_t)p * inputs * 16 + k * 16);
#pragma clang loop unroll(full)
        for (int r = 0; r < count; r++) {
            int32_t four;
            __builtin_memcpy(&four, (const uint8_t *)scratch->activations + (row + r) * inputs + k, 4);
            __m512i value = _mm512_set1_epi32(four);
#pragma clang loop unroll(full)
            for (int p = 0; p < HG_PANELS; p++) sums[r][p] = _mm512_dpbusd_epi32(sums[r][p], value, taken[p]);
        }
    }
#pragma clang loop unroll(full)
    for (int p = 0; p < HG_PANELS; p++) {
        __m512i extra = _mm512_slli_epi32(_mm512_loadu_si512(linear->sums + column + p * 16), 7);
        vf scales = LOAD(linear->scales + column + p * 16), bias = LOAD(linear->bias + column + p * 16);
#pragma clang loop unroll(full)
        for (int r = 0; r < count; r++) {
            vf value = (vf)_mm512_cvtepi32_ps(_mm512_sub_epi32(sums[r][p], extra));
            value = value * scratch->activation_scales[row + r] * scales + bias;
            STORE(result + (row + r) * stride + column + p * 16, gelu ? hg_gelu(value) : value);
        }
    }
}

INLINE void hg_product(
    const hg_linear *linear, int outputs, int inputs, size_t rows, hg_scratch *scratch, float *result, size_t stride, int gelu) {
    for (int column = 0; column < outputs; column += 16 * HG_PANELS) {
        const int8_t *weights = linear->weights + (size_t)column * inputs;
        size_t row = 0;
        for (; row + 8 <= rows; row += 8) hg_block(linear, weights, inputs, row, 8, scratch, result, stride, column, gelu);
        for (; row + 4 <= rows; row += 4) hg_block(linear, weights, inputs, row, 4, scratch, result, stride, column, gelu);
        for (; row < rows; row++) hg_block(linear, weights, inputs, row, 1, scratch, result, stride, column, gelu);
    }
}
