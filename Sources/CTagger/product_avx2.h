// `count` rows by 8 outputs; each output is two partial sums until the end.
INLINE void hg_block(
    const hg_linear *linear, const int16_t *weights, int inputs, size_t row, const int count, hg_scratch *scratch, float *result,
    size_t stride, int column, int gelu) {
    __m256i sums[6][2];
#pragma clang loop unroll(full)
    for (int r = 0; r < count; r++) sums[r][0] = sums[r][1] = _mm256_setzero_si256();
#pragma clang loop unroll_count(2)
    for (int k = 0; k < inputs; k += 4) {
        __m256i low = _mm256_load_si256((const __m256i *)(weights + k * 8));
        __m256i high = _mm256_load_si256((const __m256i *)(weights + k * 8 + 16));
#pragma clang loop unroll(full)
        for (int r = 0; r < count; r++) {
            int64_t four;
            __builtin_memcpy(&four, scratch->activations + (row + r) * inputs + k, 8);
            __m256i value = _mm256_set1_epi64x(four);
            sums[r][0] = _mm256_add_epi32(sums[r][0], _mm256_madd_epi16(value, low));
            sums[r][1] = _mm256_add_epi32(sums[r][1], _mm256_madd_epi16(value, high));
        }
    }
    vf scales = LOAD(linear->scales + column), bias = LOAD(linear->bias + column);
#pragma clang loop unroll(full)
    for (int r = 0; r < count; r++) {
        // The horizontal add works within halves; the permutation puts the eight outputs back into order.
        __m256i whole = _mm256_permute4x64_epi64(_mm256_hadd_epi32(sums[r][0], sums[r][1]), 0xD8);
        vf value = (vf)_mm256_cvtepi32_ps(whole);
        value = value * scratch->activation_scales[row + r] * scales + bias;
        STORE(result + (row + r) * stride + column, gelu ? hg_gelu(value) : value);
    }
}

INLINE void hg_product(
    const hg_linear *linear, int outputs, int inputs, size_t rows, hg_scratch *scratch, float *result, size_t stride, int gelu) {
    for (int column = 0; column < outputs; column += 8) {
        const int8_t *packed = linear->weights + (size_t)(column / 16) * inputs * 16 + (column % 16) * 4;
        int16_t weights[8 * HG_INNER] __attribute__((aligned(64)));
        for (int k = 0; k < inputs; k += 4) {
            _mm256_store_si256((__m256i *)(weights + k * 8), _mm256_cvtepi8_epi16(_mm_load_si128((const __m128i *)(packed + k * 16))));
            _mm256_store_si256((__m256i *)(weights + k * 8 + 16), _mm256_cvtepi8_epi16(_mm_load_si128((const __m128i *)(packed + k * 16 + 16))));
        }
        size_t row = 0;
        for (; row + 6 <= rows; row += 6) hg_block(linear, weights, inputs, row, 6, scratch, result, stride, column, gelu);
        for (; row + 2 <= rows; row += 2) hg_block(linear, weights, inputs, row, 2, scratch, result, stride, column, gelu);
        for (; row < rows; row++) hg_block(linear, weights, inputs, row, 1, scratch, result, stride, column, gelu);
    }
}
