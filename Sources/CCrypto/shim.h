// The door to OpenSSL's libcrypto: digests, HMAC, scrypt, random bytes, comparison in constant time.
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

// SHA-256 of `count` bytes into 32; 1 where it worked.
static inline int cx_sha256(const unsigned char *bytes, size_t count, unsigned char *digest) {
    unsigned int length = 0;
    return EVP_Digest(bytes, count, digest, &length, EVP_sha256(), NULL) == 1 && length == 32;
}

// HMAC-SHA256 into 32 bytes; 1 where it worked.
static inline int cx_hmac_sha256(
    const unsigned char *key, size_t keyCount, const unsigned char *bytes, size_t count, unsigned char *code) {
    unsigned int length = 0;
    return HMAC(EVP_sha256(), key, (int)keyCount, bytes, count, code, &length) != NULL && length == 32;
}
