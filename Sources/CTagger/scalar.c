// The reference: plain C that every processor runs and every other kernel is compared with.
#include "scratch.h"

#define HG_LANES 4
#define HG_QUERIES 2
#define HG_FORWARD hg_forward_scalar
#define HG_PRODUCT "product_scalar.h"
#define HG_ZERO 0
typedef int16_t hg_activation;

#include "forward.h"
