#ifndef HOPGUARD_CCURL_H
#define HOPGUARD_CCURL_H
#include <curl/curl.h>

/* libcurl's setters are variadic, which Swift cannot call. One typed function for each kind of argument (libcurl-errors(3) for results). */

static inline CURLcode hopguard_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode hopguard_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode hopguard_curl_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode hopguard_curl_set_bytes(CURL *easy, CURLoption option, const void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode hopguard_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode hopguard_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode hopguard_curl_set_address(CURL *easy, CURLU *value) {
    return curl_easy_setopt(easy, CURLOPT_CURLU, value);
}

typedef size_t (*hopguard_curl_data_callback)(char *bytes, size_t size, size_t count, void *user);
typedef int (*hopguard_curl_seek_callback)(void *user, curl_off_t offset, int origin);
typedef int (*hopguard_curl_close_callback)(void *user, curl_socket_t socket);

static inline CURLcode hopguard_curl_set_data_callback(CURL *easy, CURLoption option, hopguard_curl_data_callback value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode hopguard_curl_set_seek_callback(CURL *easy, hopguard_curl_seek_callback value) {
    return curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, value);
}

static inline CURLcode hopguard_curl_set_close_callback(CURL *easy, hopguard_curl_close_callback value) {
    return curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, value);
}

static inline CURLcode hopguard_curl_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode hopguard_curl_get_socket(CURL *easy, CURLINFO info, curl_socket_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode hopguard_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode hopguard_curl_multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
    return curl_multi_setopt(multi, option, value);
}

typedef int (*hopguard_curl_socket_callback)(CURL *easy, curl_socket_t socket, int what, void *user, void *socketp);
typedef int (*hopguard_curl_timer_callback)(CURLM *multi, long milliseconds, void *user);

static inline CURLMcode hopguard_curl_multi_set_socket_callback(CURLM *multi, hopguard_curl_socket_callback value) {
    return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, value);
}

static inline CURLMcode hopguard_curl_multi_set_timer_callback(CURLM *multi, hopguard_curl_timer_callback value) {
    return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, value);
}

/* A union inside a struct reads badly from Swift. */
static inline CURLcode hopguard_curl_result(const CURLMsg *message) { return message->data.result; }

/* Macros with casts are not imported. */
static inline long hopguard_curl_global_all(void) { return CURL_GLOBAL_ALL; }
static inline const curl_version_info_data *hopguard_curl_version(void) { return curl_version_info(CURLVERSION_NOW); }
static inline size_t hopguard_curl_write_pause(void) { return CURL_WRITEFUNC_PAUSE; }
#endif
