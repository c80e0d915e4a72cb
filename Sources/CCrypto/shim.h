// The door to OpenSSL's libcrypto: digests, HMAC, scrypt, random bytes, comparison in constant time.
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
