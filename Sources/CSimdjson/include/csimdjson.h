#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The door to simdjson: a document is parsed and checked as a whole, then its values are visited.
// Nothing here throws, and every question about a value of another kind is answered with false or 0.

#ifdef __cplusplus
extern "C" {
#endif

typedef struct csj_document csj_document;

/// One value of a document; valid as long as the document.
typedef struct {
    const void *document;
    size_t place;
} csj_value;

/// The names of an object's fields that its reader cares for, prepared for finding them.
typedef struct csj_names csj_names;

typedef enum {
    CSJ_NULL,
    CSJ_BOOLEAN,
    CSJ_INTEGER,
    CSJ_DECIMAL,
    CSJ_STRING,
    CSJ_ARRAY,
    CSJ_OBJECT,
} csj_kind;

/// Parses a copy of the bytes, which need no padding. NULL where they are not JSON, are nested deeper
/// than `depth` or memory ran out; `fault` then points to a sentence that lives for ever.
csj_document *csj_parse(
    const uint8_t *bytes, size_t length, size_t depth, csj_value *root, const char **fault);
void csj_free(csj_document *document);

/// An empty document that can be filled again and again, for many small texts in a row. NULL where memory
/// ran out.
csj_document *csj_make(void);
/// The same as `csj_parse` into a document that is there; what it held before is gone.
bool csj_parse_again(
    csj_document *document, const uint8_t *bytes, size_t length, size_t depth, csj_value *root, const char **fault);

csj_kind csj_kind_of(csj_value value);
bool csj_boolean(csj_value value, bool *out);
/// False also where the number does not fit.
bool csj_integer(csj_value value, int64_t *out);
/// Valid UTF-8, not ended by a zero, with zeros inside where the text has them.
bool csj_string(csj_value value, const char **bytes, size_t *length);

/// A place in an array. `csj_next` is false at its end, and at once for what is no array.
typedef struct {
    csj_value next;
    size_t end;
} csj_walk;
csj_walk csj_items(csj_value array);
bool csj_next(csj_walk *walk, csj_value *item);

/// `names` stay the caller's and must outlive what is made; at most 64 of them.
csj_names *csj_names_make(const char *const *names, size_t count);
/// Puts the values of the named fields to their places in `found`, which has room for all names; a
/// field that is not there has a `document` of NULL. Of several fields of one name the last counts.
/// False for what is no object.
bool csj_pick(csj_value object, const csj_names *names, csj_value *found);

#ifdef __cplusplus
}
#endif
