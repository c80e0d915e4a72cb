#pragma once
#include <stdbool.h>
#include <stddef.h>

// The door to libphonenumber: a text and a country in, plain values out. Nothing here throws, prints or keeps
// anything of what it was given, and every call may be made from any thread at any time.

#ifdef __cplusplus
extern "C" {
#endif

enum {
    /// No text of one number may be longer, in octets.
    CPHONE_LONGEST = 64,
    /// Of a running text no more is searched, in octets.
    CPHONE_LONGEST_TEXT = 4096,
};

typedef enum {
    CPHONE_VALID,
    /// Of a length that its country has, in a range that the library's data does not know.
    CPHONE_DOUBTFUL,
    CPHONE_TOO_SHORT,
    CPHONE_TOO_LONG,
    CPHONE_NOT_A_NUMBER,
    CPHONE_UNKNOWN_COUNTRY,
} cphone_standing;

typedef enum {
    CPHONE_UNKNOWN,
    CPHONE_FIXED_LINE,
    CPHONE_MOBILE,
    CPHONE_FIXED_OR_MOBILE,
    CPHONE_TOLL_FREE,
    CPHONE_PREMIUM,
    CPHONE_SHARED_COST,
    CPHONE_VOIP,
    CPHONE_PERSONAL,
    CPHONE_PAGER,
    CPHONE_UAN,
    /// Police, fire, ambulance; has no E.164.
    CPHONE_EMERGENCY,
    /// Reaches somebody only within its country or network; has no E.164.
    CPHONE_SHORT_CODE,
} cphone_kind;

/// All texts end with a zero.
typedef struct {
    cphone_standing standing;
    cphone_kind kind;
    /// `+442079460958`; empty for what is impossible and for what has none.
    char e164[24];
    /// `+44 20 7946 0958`, without an extension; the bare digits of an emergency number or a short code.
    char international[64];
    /// Digits; empty where there is none.
    char extension[24];
    /// ISO 3166, `001` for what belongs to no country. For a doubtful number the main country of its calling
    /// code; empty where even that is not known.
    char region[4];
} cphone_reading;

/// A number in a running text, `[start, end)` in octets.
typedef struct {
    size_t start;
    size_t end;
    cphone_reading reading;
} cphone_found;

/// Reads a text that is one number.
///
/// - region: two capital letters and a zero; where a number without its country's code is from.
/// - False where the text is longer than `CPHONE_LONGEST` or memory ran out.
bool cphone_read(const char *text, size_t length, const char *region, cphone_reading *reading);

/// Finds numbers in a running text, at most `room` of them: valid ones in any form, and those with their
/// country's code even where they are doubtful. How many, in their order. A text that is full of what only looks
/// like numbers is not searched to its end.
size_t cphone_find(const char *text, size_t length, const char *region, cphone_found *found, size_t room);

// A C array inside a struct is a tuple to Swift; these are its texts.
static inline const char *cphone_e164(const cphone_reading *reading) { return reading->e164; }
static inline const char *cphone_international(const cphone_reading *reading) { return reading->international; }
static inline const char *cphone_extension(const cphone_reading *reading) { return reading->extension; }
static inline const char *cphone_region(const cphone_reading *reading) { return reading->region; }

#ifdef __cplusplus
}
#endif
