INLINE void hg_product(
    const hg_linear *linear, int outputs, int inputs, size_t rows, hg_scratch *scratch, float *result, size_t stride, int gelu) {
    for (int panel = 0; panel < outputs / 16; panel++) {
        const int8_t *weights = linear->weights + (size_t)panel * inputs * 16;
        for (size_t row = 0; row < rows; row++) {
            const int16_t *values = scratch->activations + row * inputs;
            int32_t sums[16] = {0};
            for (int k = 0; k < inputs; k += 4)
                for (int column = 0; column < 16; column++)
                    for (int part = 0; part < 4; part++) sums[column] += values[k + part] * weights[k * 16 + column * 4 + part];
            float *to = result + row * stride + panel * 16;
            for (int column = 0; column < 16; column += HG_LANES) {
                vf value;
                for (int lane = 0; lane < HG_LANES; lane++) value[lane] = (float)sums[column + lane];
                value = value * scratch->activation_scales[row] * LOAD(linear->scales + panel * 16 + column) + LOAD(linear->bias + panel * 16 + column);
                STORE(to + column, gelu ? hg_gelu(value) : value);
            }
        }
    }
}
