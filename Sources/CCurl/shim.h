/* libcurl's setters and getters are variadic and wrapped in type-checking macros, neither of which
   Swift can call. One typed door for each kind of value; the parentheses step past the macros. */
#include <curl/curl.h>
static inline CURLcode cc_setopt_long(CURL *h, CURLoption o, long v) { return (curl_easy_setopt)(h, o, v); }
