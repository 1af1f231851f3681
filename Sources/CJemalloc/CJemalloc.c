#include "CJemalloc.h"

/* Two arenas do for one loop a core and a few threads beside them. Blocks up to 128 KiB stay with the thread that freed them: the receive
 * buffers of libcurl are the largest that come and go with every request. What lies unused goes back to the system within two seconds.
 * http://jemalloc.net/jemalloc.3.html#tuning */
const char *malloc_conf = "narenas:2,tcache_max:131072,dirty_decay_ms:2000,muzzy_decay_ms:0";
