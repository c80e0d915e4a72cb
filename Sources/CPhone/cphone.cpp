#include "cphone.h"

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumbermatch.h>
#include <phonenumbers/phonenumbermatcher.h>
#include <phonenumbers/phonenumberutil.h>
#include <phonenumbers/shortnumberinfo.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

using i18n::phonenumbers::NullLogger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberMatch;
using i18n::phonenumbers::PhoneNumberMatcher;
using i18n::phonenumbers::PhoneNumberUtil;
using i18n::phonenumbers::ShortNumberInfo;

namespace {

/// Both of the library's parts; made once, by whichever thread comes first (C++11 §6.7), and never taken down.
/// Their questions are `const`, and the one thing that those change, the cache of compiled patterns, has a lock
/// of its own.
struct Library {
    PhoneNumberUtil *numbers;
    const ShortNumberInfo *shorts;

    Library() : numbers(PhoneNumberUtil::GetInstance()) {
        // The library's own logger writes to standard output, which belongs to the program.
        numbers->SetLogger(new NullLogger());
        shorts = new ShortNumberInfo();
        // What the searching makes for itself on first use is made here, before a second thread can come.
        PhoneNumberMatcher matcher(*numbers, "+44 20 7946 0958", "GB", PhoneNumberMatcher::VALID, 1);
        matcher.HasNext();
    }

    static const Library &get() {
        static const Library *library = new Library();
        return *library;
    }
};

/// What does not fit is left out as a whole: half a number is another number.
template <size_t room> void put(const std::string &text, char (&place)[room]) {
    if (text.size() >= room) return;
    std::memcpy(place, text.data(), text.size());
    place[text.size()] = 0;
}

cphone_kind kind_of(PhoneNumberUtil::PhoneNumberType type) {
    switch (type) {
        case PhoneNumberUtil::FIXED_LINE: return CPHONE_FIXED_LINE;
        case PhoneNumberUtil::MOBILE: return CPHONE_MOBILE;
        case PhoneNumberUtil::FIXED_LINE_OR_MOBILE: return CPHONE_FIXED_OR_MOBILE;
        case PhoneNumberUtil::TOLL_FREE: return CPHONE_TOLL_FREE;
        case PhoneNumberUtil::PREMIUM_RATE: return CPHONE_PREMIUM;
        case PhoneNumberUtil::SHARED_COST: return CPHONE_SHARED_COST;
        case PhoneNumberUtil::VOIP: return CPHONE_VOIP;
        case PhoneNumberUtil::PERSONAL_NUMBER: return CPHONE_PERSONAL;
        case PhoneNumberUtil::PAGER: return CPHONE_PAGER;
        case PhoneNumberUtil::UAN: return CPHONE_UAN;
        case PhoneNumberUtil::VOICEMAIL:
        case PhoneNumberUtil::UNKNOWN: return CPHONE_UNKNOWN;
    }
    return CPHONE_UNKNOWN;
}

cphone_standing standing_of(PhoneNumberUtil::ErrorType error) {
    switch (error) {
        case PhoneNumberUtil::NO_PARSING_ERROR: return CPHONE_VALID;
        case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR: return CPHONE_UNKNOWN_COUNTRY;
        case PhoneNumberUtil::NOT_A_NUMBER: return CPHONE_NOT_A_NUMBER;
        case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
        case PhoneNumberUtil::TOO_SHORT_NSN: return CPHONE_TOO_SHORT;
        case PhoneNumberUtil::TOO_LONG_NSN: return CPHONE_TOO_LONG;
    }
    return CPHONE_NOT_A_NUMBER;
}

cphone_standing standing_of(const PhoneNumber &number, const PhoneNumberUtil &numbers) {
    switch (numbers.IsPossibleNumberWithReason(number)) {
        case PhoneNumberUtil::IS_POSSIBLE:
            return numbers.IsValidNumber(number) ? CPHONE_VALID : CPHONE_DOUBTFUL;
        case PhoneNumberUtil::INVALID_COUNTRY_CODE: return CPHONE_UNKNOWN_COUNTRY;
        // The area's code is missing, or a digit of something longer.
        case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY:
        case PhoneNumberUtil::INVALID_LENGTH:
        case PhoneNumberUtil::TOO_SHORT: return CPHONE_TOO_SHORT;
        case PhoneNumberUtil::TOO_LONG: return CPHONE_TOO_LONG;
    }
    return CPHONE_NOT_A_NUMBER;
}

/// Any telephone's way to help, whatever the country: mobile networks connect these everywhere.
bool is_emergency_anywhere(const std::string &digits) {
    return digits == "112" || digits == "911" || digits == "999";
}

bool is_short(
    const PhoneNumber &number, const std::string &digits, const std::string &region, const Library &library,
    cphone_kind *kind) {
    if (is_emergency_anywhere(digits) || library.shorts->IsEmergencyNumber(digits, region)) {
        *kind = CPHONE_EMERGENCY;
        return true;
    }
    *kind = CPHONE_SHORT_CODE;
    return library.shorts->IsValidShortNumberForRegion(number, region);
}

void describe(const PhoneNumber &number, const Library &library, cphone_reading *reading) {
    reading->standing = standing_of(number, *library.numbers);
    std::string region, text;
    library.numbers->GetRegionCodeForNumber(number, &region);
    if (region == "ZZ") library.numbers->GetRegionCodeForCountryCode(number.country_code(), &region);
    if (region != "ZZ") put(region, reading->region);
    if (reading->standing != CPHONE_VALID) {
        cphone_kind kind;
        std::string digits;
        library.numbers->GetNationalSignificantNumber(number, &digits);
        if (is_short(number, digits, region, library, &kind)) {
            reading->standing = CPHONE_VALID;
            reading->kind = kind;
            put(digits, reading->international);
            return;
        }
    }
    if (reading->standing != CPHONE_VALID && reading->standing != CPHONE_DOUBTFUL) return;
    reading->kind = kind_of(library.numbers->GetNumberType(number));
    library.numbers->Format(number, PhoneNumberUtil::E164, &text);
    put(text, reading->e164);
    PhoneNumber bare(number);
    bare.clear_extension();
    library.numbers->Format(bare, PhoneNumberUtil::INTERNATIONAL, &text);
    put(text, reading->international);
    put(number.extension(), reading->extension);
}

/// An ordinary or a full-width one.
bool has_plus(const std::string &text) {
    return text.find('+') != std::string::npos || text.find("\xEF\xBC\x8B") != std::string::npos;
}

void read(const std::string &text, const std::string &region, const Library &library, cphone_reading *reading) {
    // Before all else, since some countries' trunk prefixes hide in such numbers: Australia's 000.
    std::string digits = text;
    library.numbers->NormalizeDigitsOnly(&digits);
    bool international = has_plus(text);
    if (!international
        && (is_emergency_anywhere(digits) || library.shorts->IsEmergencyNumber(digits, region))) {
        reading->kind = CPHONE_EMERGENCY;
        reading->standing = CPHONE_VALID;
        put(digits, reading->international);
        put(region, reading->region);
        return;
    }
    PhoneNumber number;
    reading->standing = standing_of(library.numbers->Parse(text, region, &number));
    if (reading->standing == CPHONE_VALID) describe(number, library, reading);
    // In most countries a help line answers before the digits behind its own are dialled. A number that
    // somebody really has does not begin so, unless with its area's code, which makes it valid.
    if (!international && reading->standing == CPHONE_DOUBTFUL
        && library.shorts->ConnectsToEmergencyNumber(digits, region)) {
        std::memset(reading, 0, sizeof *reading);
        reading->kind = CPHONE_EMERGENCY;
        reading->standing = CPHONE_VALID;
        put(digits, reading->international);
        put(region, reading->region);
    }
}

/// After so much that looks like a number and is none, the rest of a text is not searched: each costs milliseconds,
/// and a text can be made of nothing else.
const int kTries = 100;

/// Adds what one way of looking finds to `found`, without what is there already.
void look(
    const std::string &text, const std::string &region, const Library &library, bool strictly, size_t room,
    std::vector<cphone_found> *found) {
    PhoneNumberMatcher matcher(
        *library.numbers, text, region, strictly ? PhoneNumberMatcher::VALID : PhoneNumberMatcher::POSSIBLE, kTries);
    size_t count = 0;
    for (int tries = 0; tries < kTries && count < room && matcher.HasNext(); tries++) {
        PhoneNumberMatch match;
        if (!matcher.Next(&match)) break;
        const std::string &raw = match.raw_string();
        if (!strictly && raw.compare(0, 1, "+") != 0 && raw.compare(0, 3, "\xEF\xBC\x8B") != 0) continue;
        cphone_found one;
        std::memset(&one, 0, sizeof one);
        one.start = static_cast<size_t>(match.start());
        one.end = static_cast<size_t>(match.end());
        bool known = std::any_of(found->begin(), found->end(), [&](const cphone_found &other) {
            return one.start < other.end && other.start < one.end;
        });
        if (known || one.end > text.size() || one.start >= one.end) continue;
        describe(match.number(), library, &one.reading);
        if (one.reading.e164[0] == 0) continue;
        found->push_back(one);
        count++;
    }
}

}  // namespace

bool cphone_read(const char *text, size_t length, const char *region, cphone_reading *reading) {
    std::memset(reading, 0, sizeof *reading);
    reading->standing = CPHONE_NOT_A_NUMBER;
    if (length > CPHONE_LONGEST) return false;
    try {
        read(std::string(text, length), region, Library::get(), reading);
        return true;
    } catch (...) {
        return false;
    }
}

size_t cphone_find(const char *text, size_t length, const char *region, cphone_found *found, size_t room) {
    try {
        const Library &library = Library::get();
        size_t searchable = std::min<size_t>(length, CPHONE_LONGEST_TEXT);
        // Not within a character: the library searches nothing that is not UTF-8.
        while (searchable < length && searchable > 0 && (text[searchable] & 0xC0) == 0x80) searchable--;
        std::string searched(text, searchable);
        std::vector<cphone_found> all;
        look(searched, region, library, true, room, &all);
        if (has_plus(searched)) look(searched, region, library, false, room, &all);
        std::sort(all.begin(), all.end(), [](const cphone_found &a, const cphone_found &b) {
            return a.start < b.start;
        });
        size_t count = std::min(all.size(), room);
        std::copy_n(all.begin(), count, found);
        return count;
    } catch (...) {
        return 0;
    }
}
