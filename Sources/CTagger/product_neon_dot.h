// `count` rows by 16 outputs.
INLINE void hg_block(
    const hg_linear *linear, const int8_t *weights, int inputs, size_t row, const int count, hg_scratch *scratch, float *result,
    size_t stride, int column, int gelu) {
    int32x4_t sums[4][4];
    for (int r = 0; r < count; r++)
        for (int p = 0; p < 4; p++) sums[r][p] = vdupq_n_s32(0);
    for (int k = 0; k < inputs; k += 4) {
        int8x16_t taken[4];
        for (int p = 0; p < 4; p++) taken[p] = vld1q_s8(weights + k * 16 + p * 16);
        for (int r = 0; r < count; r++) {
            int32_t four;
            __builtin_memcpy(&four, (const int8_t *)scratch->activations + (row + r) * inputs + k, 4);
            int8x16_t value = vreinterpretq_s8_s32(vdupq_n_s32(four));
            for (int p = 0; p < 4; p++) sums[r][p] = vdotq_s32(sums[r][p], value, taken[p]);
        }
    }
    for (int r = 0; r < count; r++) {
        for (int p = 0; p < 4; p++) {
            vf value = (vf)vcvtq_f32_s32(sums[r][p]);
            value = value * scratch->activation_scales[row + r] * LOAD(linear->scales + column + p * 4) + LOAD(linear->bias + column + p * 4);
            STORE(result + (row + r) * stride + column + p * 4, gelu ? hg_gelu(value) : value);
        }
    }
}

INLINE void hg_product(
    const hg_linear *linear, int outputs, int inputs, size_t rows, hg_scratch *scratch, float *result, size_t stride, int gelu) {
    for (int column = 0; column < outputs; column += 16) {
        const int8_t *weights = linear->weights + (size_t)column * inputs;
        size_t row = 0;
        for (; row + 4 <= rows; row += 4) hg_block(linear, weights, inputs, row, 4, scratch, result, stride, column, gelu);
        for (; row < rows; row++) hg_block(linear, weights, inputs, row, 1, scratch, result, stride, column, gelu);
    }
}
