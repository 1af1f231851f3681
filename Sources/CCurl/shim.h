#ifndef HOPGUARD_CCURL_H
#define HOPGUARD_CCURL_H
#include <curl/curl.h>
#endif
