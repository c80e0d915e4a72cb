/* libcurl's setters and getters are variadic and wrapped in type-checking macros, neither of which
   Swift can call. One typed door for each kind of value; the parentheses step past the macros. */
#include <curl/curl.h>

static inline CURLcode cc_set_long(CURL *h, CURLoption o, long v) { return (curl_easy_setopt)(h, o, v); }
static inline CURLcode cc_set_offset(CURL *h, CURLoption o, curl_off_t v) { return (curl_easy_setopt)(h, o, v); }
static inline CURLcode cc_set_string(CURL *h, CURLoption o, const char *v) { return (curl_easy_setopt)(h, o, v); }
static inline CURLcode cc_set_pointer(CURL *h, CURLoption o, const void *v) { return (curl_easy_setopt)(h, o, v); }
static inline CURLcode cc_set_list(CURL *h, CURLoption o, struct curl_slist *v) { return (curl_easy_setopt)(h, o, v); }

/* CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION: the same signature. */
static inline CURLcode cc_set_sink(CURL *h, CURLoption o, curl_write_callback f) { return (curl_easy_setopt)(h, o, f); }
static inline CURLcode cc_set_open_socket(CURL *h, curl_opensocket_callback f) {
    return (curl_easy_setopt)(h, CURLOPT_OPENSOCKETFUNCTION, f);
}
static inline CURLcode cc_set_before_request(CURL *h, curl_prereq_callback f) {
    return (curl_easy_setopt)(h, CURLOPT_PREREQFUNCTION, f);
}

static inline CURLcode cc_get_long(CURL *h, CURLINFO i, long *v) { return (curl_easy_getinfo)(h, i, v); }
static inline CURLcode cc_get_string(CURL *h, CURLINFO i, char **v) { return (curl_easy_getinfo)(h, i, v); }
static inline CURLcode cc_get_pointer(CURL *h, CURLINFO i, void **v) { return (curl_easy_getinfo)(h, i, v); }
static inline CURLcode cc_get_socket(CURL *h, curl_socket_t *v) {
    return (curl_easy_getinfo)(h, CURLINFO_ACTIVESOCKET, v);
}

static inline CURLMcode cc_multi_set_long(CURLM *m, CURLMoption o, long v) { return (curl_multi_setopt)(m, o, v); }

/* CURLMsg holds a union, which Swift imports without its members' names being safe to use. */
static inline CURLcode cc_message_result(const CURLMsg *m) { return m->data.result; }
static inline CURLcode cc_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
