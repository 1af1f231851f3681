#ifndef HOPGUARD_CZSTD_H
#define HOPGUARD_CZSTD_H
#include <zstd.h>
#endif
