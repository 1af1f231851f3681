// The forward pass, compiled once for each instruction set. The including file sets HG_LANES (floats in a vector),
// HG_QUERIES (queries attended at once), HG_FORWARD (the function's name) and defines, before it includes this:
//   hg_activation                  the type that activations are stored in
//   HG_ZERO                        what a quantised zero is stored as
//   hg_product(linear, outputs, inputs, rows, scratch, result, stride, gelu)

typedef float vf __attribute__((vector_size(HG_LANES * 4), aligned(4)));
typedef int32_t vi __attribute__((vector_size(HG_LANES * 4), aligned(4)));
#define LOAD(pointer) (*(const vf *)(pointer))
#define STORE(pointer, value) (*(vf *)(pointer) = (value))
#define INLINE static inline __attribute__((always_inline))

INLINE vf hg_all(float value) { return value - (vf){0}; }

INLINE vf hg_select(vi mask, vf yes, vf no) { return (vf)(((vi)yes & mask) | ((vi)no & ~mask)); }

INLINE vf hg_smaller(vf a, vf b) { return hg_select(a < b, a, b); }

INLINE vf hg_larger(vf a, vf b) { return hg_select(a > b, a, b); }

INLINE float hg_sum(vf value) {
    float total = 0;
    for (int lane = 0; lane < HG_LANES; lane++) total += value[lane];
    return total;
}

INLINE float hg_peak(vf value) {
    float peak = value[0];
    for (int lane = 1; lane < HG_LANES; lane++) peak = value[lane] > peak ? value[lane] : peak;
    return peak;
}

// e^x for x <= 0, relative error below 3e-7: 2^n times a Taylor polynomial on [-ln2/2, ln2/2].
INLINE vf hg_exp(vf x) {
    x = hg_larger(x, hg_all(-87.0f));
    const vf shifter = hg_all(12582912.0f);  // 1.5 * 2^23: adding it rounds to the nearest whole number
    vf whole = x * 1.44269504f + shifter;
    vi exponent = (vi)whole - (vi)shifter;
    whole = whole - shifter;
    vf rest = x - whole * 0.693145752f - whole * 1.42860677e-6f;
    vf value = rest * 0.00138888889f + 0.00833333333f;
    value = value * rest + 0.0416666667f;
    value = value * rest + 0.166666667f;
    value = value * rest + 0.5f;
    value = value * rest + 1.0f;
    value = value * rest + 1.0f;
    return (vf)((vi)value + (exponent << 23));
}

// x * (1/2 + odd polynomial), the normal distribution function fitted on |x| <= 4.25; beyond that it is 0 or 1 to 2e-5.
INLINE vf hg_gelu(vf x) {
    vf bound = hg_smaller(hg_larger(x, hg_all(-4.25f)), hg_all(4.25f));
    vf square = bound * bound;
    vf value = hg_all(HG_GELU_8);
    value = value * square + HG_GELU_7;
    value = value * square + HG_GELU_6;
    value = value * square + HG_GELU_5;
    value = value * square + HG_GELU_4;
    value = value * square + HG_GELU_3;
    value = value * square + HG_GELU_2;
    value = value * square + HG_GELU_1;
    value = value * square + HG_GELU_0;
    return x * (value * bound + 0.5f);
}

#include HG_PRODUCT

// result = norm(result + added), eps as in training.
INLINE void hg_normalise(float *row, const float *added, hg_norm norm) {
    vf total = hg_all(0);
    for (int i = 0; i < HG_WIDTH; i += HG_LANES) {
        vf value = LOAD(row + i);
        if (added) value += LOAD(added + i);
        STORE(row + i, value);
        total += value;
    }
    float mean = hg_sum(total) / HG_WIDTH;
    vf spread = hg_all(0);
    for (int i = 0; i < HG_WIDTH; i += HG_LANES) {
        vf value = LOAD(row + i) - mean;
        spread += value * value;
    }
    float factor = 1.0f / __builtin_sqrtf(hg_sum(spread) / HG_WIDTH + 1e-12f);
    for (int i = 0; i < HG_WIDTH; i += HG_LANES) STORE(row + i, (LOAD(row + i) - mean) * factor * LOAD(norm.scale + i) + LOAD(norm.bias + i));
}

// Each row to whole numbers of -127...127 with a scale of its own.
INLINE void hg_quantise(const float *values, size_t stride, size_t rows, int width, hg_scratch *scratch) {
    for (size_t row = 0; row < rows; row++) {
        const float *from = values + row * stride;
        hg_activation *to = (hg_activation *)scratch->activations + row * width;
        vf peak = hg_all(0);
        for (int i = 0; i < width; i += HG_LANES) {
            vf value = LOAD(from + i);
            peak = hg_larger(peak, hg_larger(value, -value));
        }
        float largest = hg_peak(peak);
        float factor = largest > 0 ? 127.0f / largest : 0;
        scratch->activation_scales[row] = largest / 127.0f;
        const vf shifter = hg_all(12582912.0f);
        for (int i = 0; i < width; i += HG_LANES) {
            vi whole = (vi)(LOAD(from + i) * factor + shifter) - (vi)shifter + HG_ZERO;
            typedef hg_activation narrow __attribute__((vector_size(HG_LANES * sizeof(hg_activation)), aligned(1)));
            *(narrow *)(to + i) = __builtin_convertvector(whole, narrow);
        }
    }
}

// Softmax attention of one window; qkv rows hold query, key and value one behind the other.
INLINE void hg_attend(size_t first, size_t length, hg_scratch *scratch) {
    // Keys are taken two vectors at a time.
    const size_t padded = (length + 2 * HG_LANES - 1) / (2 * HG_LANES) * (2 * HG_LANES);
    for (int head = 0; head < HG_HEADS; head++) {
        const int column = head * HG_HEAD_WIDTH;
        for (size_t j = 0; j < length; j++)
            for (int d = 0; d < HG_HEAD_WIDTH; d++) scratch->keys[d][j] = scratch->wide[first + j][HG_WIDTH + column + d];
        for (int d = 0; d < HG_HEAD_WIDTH; d++)
            for (size_t j = length; j < padded; j++) scratch->keys[d][j] = 0;
        for (size_t i = 0; i < length; i += HG_QUERIES) {
            const float *queries[HG_QUERIES];
            float *results[HG_QUERIES];
            float totals[HG_QUERIES];
            for (int q = 0; q < HG_QUERIES; q++) {
                size_t row = first + (i + q < length ? i + q : length - 1);
                queries[q] = scratch->wide[row] + column;
                results[q] = scratch->narrow[row] + column;
            }
            for (size_t j = 0; j < padded; j += 2 * HG_LANES) {
                vf sums[HG_QUERIES][2];
                for (int q = 0; q < HG_QUERIES; q++) sums[q][0] = sums[q][1] = hg_all(0);
                for (int d = 0; d < HG_HEAD_WIDTH; d++) {
                    vf low = LOAD(scratch->keys[d] + j), high = LOAD(scratch->keys[d] + j + HG_LANES);
#pragma clang loop unroll(full)
                    for (int q = 0; q < HG_QUERIES; q++) {
                        vf query = hg_all(queries[q][d]);
                        sums[q][0] += low * query;
                        sums[q][1] += high * query;
                    }
                }
                for (int q = 0; q < HG_QUERIES; q++) {
                    STORE(scratch->scores[q] + j, sums[q][0] * 0.176776695f);
                    STORE(scratch->scores[q] + j + HG_LANES, sums[q][1] * 0.176776695f);
                }
            }
            for (int q = 0; q < HG_QUERIES; q++) {
                float *scores = scratch->scores[q];
                for (size_t j = length; j < padded; j++) scores[j] = -1e30f;
                vf peak = hg_all(-1e30f);
                for (size_t j = 0; j < padded; j += HG_LANES) peak = hg_larger(peak, LOAD(scores + j));
                float largest = hg_peak(peak);
                vf total = hg_all(0);
                for (size_t j = 0; j < padded; j += HG_LANES) {
                    vf value = hg_exp(LOAD(scores + j) - largest);
                    STORE(scores + j, value);
                    total += value;
                }
                totals[q] = 1.0f / hg_sum(total);
            }
            for (int part = 0; part < HG_HEAD_WIDTH; part += 2 * HG_LANES) {
                vf mixed[HG_QUERIES][2];
                for (int q = 0; q < HG_QUERIES; q++) mixed[q][0] = mixed[q][1] = hg_all(0);
                for (size_t j = 0; j < length; j++) {
                    const float *value = scratch->wide[first + j] + 2 * HG_WIDTH + column + part;
                    vf low = LOAD(value), high = LOAD(value + HG_LANES);
#pragma clang loop unroll(full)
                    for (int q = 0; q < HG_QUERIES; q++) {
                        vf share = hg_all(scratch->scores[q][j]);
                        mixed[q][0] += low * share;
                        mixed[q][1] += high * share;
                    }
                }
                for (int q = 0; q < HG_QUERIES; q++) {
                    STORE(results[q] + part, mixed[q][0] * totals[q]);
                    STORE(results[q] + part + HG_LANES, mixed[q][1] * totals[q]);
                }
            }
        }
    }
}

void HG_FORWARD(
    const hg_weights *weights, const uint16_t *ids, const uint8_t *cases, const uint16_t *lengths, size_t windows, size_t rows,
    hg_scratch *scratch, float *logits) {
    size_t row = 0;
    for (size_t window = 0; window < windows; window++) {
        for (size_t at = 0; at < lengths[window]; at++, row++) {
            const int8_t *word = weights->word + (size_t)ids[row] * HG_WIDTH;
            const float scale = weights->word_scales[ids[row]];
            const float *position = weights->position + at * HG_WIDTH;
            const float *letters = weights->letter_case + (size_t)cases[row] * HG_WIDTH;
            for (int i = 0; i < HG_WIDTH; i++) scratch->x[row][i] = (float)word[i] * scale + position[i] + letters[i];
            hg_normalise(scratch->x[row], NULL, weights->norm);
        }
    }
    for (int number = 0; number < HG_LAYERS; number++) {
        const hg_layer *layer = &weights->layers[number];
        hg_quantise(scratch->x[0], HG_WIDTH, rows, HG_WIDTH, scratch);
        hg_product(&layer->qkv, 3 * HG_WIDTH, HG_WIDTH, rows, scratch, scratch->wide[0], HG_INNER, 0);
        size_t first = 0;
        for (size_t window = 0; window < windows; window++) {
            hg_attend(first, lengths[window], scratch);
            first += lengths[window];
        }
        hg_quantise(scratch->narrow[0], HG_WIDTH, rows, HG_WIDTH, scratch);
        hg_product(&layer->out, HG_WIDTH, HG_WIDTH, rows, scratch, scratch->narrow[0], HG_WIDTH, 0);
        for (size_t at = 0; at < rows; at++) hg_normalise(scratch->x[at], scratch->narrow[at], layer->norm1);
        hg_quantise(scratch->x[0], HG_WIDTH, rows, HG_WIDTH, scratch);
        hg_product(&layer->up, HG_INNER, HG_WIDTH, rows, scratch, scratch->wide[0], HG_INNER, 1);
        hg_quantise(scratch->wide[0], HG_INNER, rows, HG_INNER, scratch);
        hg_product(&layer->down, HG_WIDTH, HG_INNER, rows, scratch, scratch->narrow[0], HG_WIDTH, 0);
        for (size_t at = 0; at < rows; at++) hg_normalise(scratch->x[at], scratch->narrow[at], layer->norm2);
    }
    for (size_t at = 0; at < rows; at++) {
        for (int tag = 0; tag < HG_TAGS; tag++) {
            vf total = hg_all(0);
            for (int i = 0; i < HG_WIDTH; i += HG_LANES) total += LOAD(scratch->x[at] + i) * LOAD(weights->head + tag * HG_WIDTH + i);
            logits[at * HG_TAGS + tag] = hg_sum(total) + weights->head_bias[tag];
        }
    }
}
