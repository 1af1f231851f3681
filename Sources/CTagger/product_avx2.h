// Four byte products a lane with vpmaddubsw, up to sixteen of them summed in 16 bits before they are widened: three in four of the operations
// that 16-bit pairs take. Which sums have room in 16 bits is decided anew for each pass, from the weights and from the range that each input has
// in it; all others are summed in smaller groups, or with their weights in two halves. So every sum is exact.

// Quads of inputs (four each) for 8 outputs: first quads of four and of two neighbours summed together, quads that stand alone, quads in halves.
typedef struct hg_plan {
    int fours, twos, ones, halves;
    uint16_t four[HG_INNER / 16 + 1], two[HG_INNER / 8 + 1], one[HG_INNER / 4 + 1], half[HG_INNER / 4 + 1];
    int8_t halved[HG_INNER / 4][2][32] __attribute__((aligned(64)));
} hg_plan;

// What is added to each input so that none is negative, and the most that it then is.
typedef struct hg_range {
    uint8_t zero[HG_INNER] __attribute__((aligned(64)));
    uint8_t most[HG_INNER] __attribute__((aligned(64)));
} hg_range;

INLINE __m256i hg_bytes(const void *from) { return _mm256_load_si256((const __m256i *)from); }

INLINE __m256i hg_four(const void *from) {
    int32_t four;
    __builtin_memcpy(&four, from, 4);
    return _mm256_set1_epi32(four);
}

// Makes the activations unsigned.
static __attribute__((noinline)) void hg_shift(int8_t *values, int inputs, size_t rows, hg_range *range) {
    for (int k = 0; k < inputs; k += 32) {
        __m256i least = _mm256_setzero_si256(), most = least;
        for (size_t row = 0; row < rows; row++) {
            __m256i value = hg_bytes(values + row * inputs + k);
            least = _mm256_min_epi8(least, value);
            most = _mm256_max_epi8(most, value);
        }
        _mm256_store_si256((__m256i *)(range->zero + k), _mm256_sub_epi8(_mm256_setzero_si256(), least));
        _mm256_store_si256((__m256i *)(range->most + k), _mm256_sub_epi8(most, least));
    }
    for (size_t row = 0; row < rows; row++, values += inputs)
        for (int k = 0; k < inputs; k += 32)
            _mm256_store_si256((__m256i *)(values + k), _mm256_add_epi8(hg_bytes(values + k), hg_bytes(range->zero + k)));
}

// Parts groups of `many` neighbouring quads into those whose sums have room in 16 bits and the halves of the others. Without branches: which it is
// cannot be foreseen.
INLINE void hg_sort(
    const int8_t *weights, const hg_range *range, const int many, const uint16_t *groups, int count, uint16_t *fit, int *fits, uint16_t *rest,
    int *rests) {
    const __m256i zero = _mm256_setzero_si256();
    int fitting = 0, resting = 0;
    for (int i = 0; i < count; i++) {
        const int quad = groups ? groups[i] : i * many;
        __m256i most = zero, least = zero;
#pragma clang loop unroll(full)
        for (int j = 0; j < many; j++) {
            __m256i taken = hg_bytes(weights + (quad + j) * 64), largest = hg_four(range->most + (quad + j) * 4);
            most = _mm256_adds_epi16(most, _mm256_maddubs_epi16(largest, _mm256_max_epi8(taken, zero)));
            least = _mm256_adds_epi16(least, _mm256_maddubs_epi16(largest, _mm256_min_epi8(taken, zero)));
        }
        // What stands at an end of 16 bits may have been cut there.
        __m256i farthest = _mm256_max_epi16(most, _mm256_xor_si256(least, _mm256_set1_epi16(-1)));
        __m256i cut = _mm256_cmpeq_epi16(farthest, _mm256_set1_epi16(INT16_MAX));
        const int fails = !_mm256_testz_si256(cut, cut);
        fit[fitting] = (uint16_t)quad;
        fitting += !fails;
        rest[resting] = (uint16_t)quad;
        if (many > 1) rest[resting + 1] = (uint16_t)(quad + many / 2);
        resting += fails * (many > 1 ? 2 : 1);
    }
    *fits = fitting, *rests = resting;
}

static __attribute__((noinline)) void hg_decide(const int8_t *weights, int inputs, const hg_range *range, hg_plan *plan) {
    uint16_t twos[HG_INNER / 8 + 2], ones[HG_INNER / 4 + 2];
    int two, one;
    hg_sort(weights, range, 4, NULL, inputs / 16, plan->four, &plan->fours, twos, &two);
    hg_sort(weights, range, 2, twos, two, plan->two, &plan->twos, ones, &one);
    hg_sort(weights, range, 1, ones, one, plan->one, &plan->ones, plan->half, &plan->halves);
    for (int i = 0; i < plan->halves; i++)
        for (int at = 0; at < 32; at++) {
            // Neither half of a byte is beyond 64, so a pair gives at most 255 * 128.
            int weight = weights[plan->half[i] * 64 + at], low = weight >> 1;
            plan->halved[i][0][at] = (int8_t)low, plan->halved[i][1][at] = (int8_t)(weight - low);
        }
}

// Weights to registers, and to be kept there.
INLINE void hg_take(const int8_t *weights, const int count, __m256i *taken) {
#pragma clang loop unroll(full)
    for (int i = 0; i < count; i++) {
        taken[i] = hg_bytes(weights + i * 64);
        __asm__("" : "+x"(taken[i]));
    }
}

// Sums for 8 outputs and `count` rows, one row after the other: the compiler would load for all rows at once and run out of registers.
INLINE void hg_sums(const hg_plan *plan, const int8_t *weights, const uint8_t *values, int inputs, const int count, __m256i *sums) {
#define HG_PART(number) _mm256_maddubs_epi16(hg_four(at + r * inputs + number * 4), taken[number])
#define HG_ADD(part) sums[r] = _mm256_add_epi32(sums[r], _mm256_madd_epi16(part, _mm256_set1_epi16(1)))
#define HG_NEXT __asm__ volatile("" ::: "memory")
    __m256i taken[4];
#pragma clang loop unroll(full)
    for (int r = 0; r < count; r++) sums[r] = _mm256_setzero_si256();
    for (int i = 0; i < plan->fours; i++) {
        const uint8_t *at = values + plan->four[i] * 4;
        hg_take(weights + plan->four[i] * 64, 4, taken);
#pragma clang loop unroll(full)
        for (int r = 0; r < count; r++) {
            __m256i part = _mm256_add_epi16(HG_PART(0), HG_PART(1));
            part = _mm256_add_epi16(part, HG_PART(2));
            HG_ADD(_mm256_add_epi16(part, HG_PART(3)));
            HG_NEXT;
        }
    }
    for (int i = 0; i < plan->twos; i++) {
        const uint8_t *at = values + plan->two[i] * 4;
        hg_take(weights + plan->two[i] * 64, 2, taken);
#pragma clang loop unroll(full)
        for (int r = 0; r < count; r++) {
            HG_ADD(_mm256_add_epi16(HG_PART(0), HG_PART(1)));
            HG_NEXT;
        }
    }
    for (int i = 0; i < plan->ones; i++) {
        const uint8_t *at = values + plan->one[i] * 4;
        hg_take(weights + plan->one[i] * 64, 1, taken);
#pragma clang loop unroll(full)
        for (int r = 0; r < count; r++) {
            HG_ADD(HG_PART(0));
            HG_NEXT;
        }
    }
    for (int i = 0; i < plan->halves; i++) {
        const uint8_t *at = values + plan->half[i] * 4;
        for (int part = 0; part < 2; part++) {
            taken[0] = hg_bytes(plan->halved[i][part]);
#pragma clang loop unroll(full)
            for (int r = 0; r < count; r++) {
                HG_ADD(HG_PART(0));
                HG_NEXT;
            }
        }
    }
#undef HG_PART
#undef HG_ADD
#undef HG_NEXT
}

typedef struct hg_place {
    const hg_linear *linear;
    const int8_t *weights;
    hg_plan plan;
    __m256i extra;  // the sums of what was added to the inputs
    hg_scratch *scratch;
    float *result;
    size_t stride;
    int column, gelu;
} hg_place;

// `count` rows by 8 outputs.
INLINE void hg_block(const hg_place *place, int inputs, size_t row, const int count) {
    __m256i sums[6];
    hg_sums(&place->plan, place->weights, (const uint8_t *)place->scratch->activations + row * inputs, inputs, count, sums);
    vf scales = LOAD(place->linear->scales + place->column), bias = LOAD(place->linear->bias + place->column);
#pragma clang loop unroll(full)
    for (int r = 0; r < count; r++) {
        vf value = (vf)_mm256_cvtepi32_ps(_mm256_sub_epi32(sums[r], place->extra));
        value = value * place->scratch->activation_scales[row + r] * scales + bias;
        STORE(place->result + (row + r) * place->stride + place->column, place->gelu ? hg_gelu(value) : value);
    }
}

INLINE void hg_columns(
    const hg_linear *linear, int outputs, int inputs, size_t rows, hg_scratch *scratch, float *result, size_t stride, int gelu) {
    hg_range range;
    hg_place place = {.linear = linear, .scratch = scratch, .result = result, .stride = stride, .gelu = gelu};
    hg_shift((int8_t *)scratch->activations, inputs, rows, &range);
    for (place.column = 0; place.column < outputs; place.column += 8) {
        place.weights = linear->weights + (size_t)(place.column / 16) * inputs * 16 + (place.column % 16) * 4;
        hg_decide(place.weights, inputs, &range, &place.plan);
        hg_sums(&place.plan, place.weights, range.zero, inputs, 1, &place.extra);
        size_t row = 0;
        for (; row + 6 <= rows; row += 6) hg_block(&place, inputs, row, 6);
        for (; row + 2 <= rows; row += 2) hg_block(&place, inputs, row, 2);
        for (; row < rows; row++) hg_block(&place, inputs, row, 1);
    }
}

// Once for each width, because the distance of rows in an instruction is a constant.
static __attribute__((noinline)) void hg_from_width(
    const hg_linear *linear, int outputs, size_t rows, hg_scratch *scratch, float *result, size_t stride, int gelu) {
    hg_columns(linear, outputs, HG_WIDTH, rows, scratch, result, stride, gelu);
}

static __attribute__((noinline)) void hg_from_inner(
    const hg_linear *linear, int outputs, size_t rows, hg_scratch *scratch, float *result, size_t stride, int gelu) {
    hg_columns(linear, outputs, HG_INNER, rows, scratch, result, stride, gelu);
}

INLINE void hg_product(
    const hg_linear *linear, int outputs, int inputs, size_t rows, hg_scratch *scratch, float *result, size_t stride, int gelu) {
    (inputs == HG_WIDTH ? hg_from_width : hg_from_inner)(linear, outputs, rows, scratch, result, stride, gelu);
}
