#include "csimdjson.h"

#include <simdjson.h>

#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>

using simdjson::dom::element;

struct csj_document {
    simdjson::dom::parser parser;
};

// A `csj_value` carries an element's bits through C.
static_assert(sizeof(element) == sizeof(csj_value), "element has another size");
static_assert(std::is_trivially_copyable<element>::value, "element cannot be carried as bits");

static element open(csj_value value) {
    element opened;
    std::memcpy(static_cast<void *>(&opened), &value, sizeof opened);
    return opened;
}

static csj_value close(const element &opened) {
    csj_value value;
    std::memcpy(&value, &opened, sizeof value);
    return value;
}

csj_document *csj_parse(
    const uint8_t *bytes, size_t length, size_t depth, csj_value *root, const char **fault) {
    csj_document *document = new (std::nothrow) csj_document;
    if (document == nullptr) {
        *fault = "out of memory";
        return nullptr;
    }
    if (!csj_parse_again(document, bytes, length, depth, root, fault)) {
        delete document;
        return nullptr;
    }
    return document;
}

csj_document *csj_make(void) { return new (std::nothrow) csj_document; }

bool csj_parse_again(
    csj_document *document, const uint8_t *bytes, size_t length, size_t depth, csj_value *root, const char **fault) {
    simdjson::error_code error = simdjson::SUCCESS;
    if (document->parser.capacity() < length || document->parser.max_depth() != depth) {
        // Allocated here, so that the depth is ours; the parser keeps what is large enough.
        size_t capacity = length < simdjson::dom::MINIMAL_DOCUMENT_CAPACITY
            ? simdjson::dom::MINIMAL_DOCUMENT_CAPACITY : length;
        error = document->parser.allocate(capacity, depth);
    }
    element parsed;
    if (error == simdjson::SUCCESS) {
        error = document->parser.parse(bytes, length, true).get(parsed);
    }
    if (error != simdjson::SUCCESS) {
        *fault = simdjson::error_message(error);
        return false;
    }
    *root = close(parsed);
    return true;
}

void csj_free(csj_document *document) { delete document; }

csj_kind csj_kind_of(csj_value value) {
    using simdjson::dom::element_type;
    switch (open(value).type()) {
        case element_type::ARRAY: return CSJ_ARRAY;
        case element_type::OBJECT: return CSJ_OBJECT;
        case element_type::INT64:
        case element_type::UINT64: return CSJ_INTEGER;
        case element_type::DOUBLE: return CSJ_DECIMAL;
        case element_type::STRING: return CSJ_STRING;
        case element_type::BOOL: return CSJ_BOOLEAN;
        case element_type::NULL_VALUE: return CSJ_NULL;
    }
    return CSJ_NULL;
}

bool csj_boolean(csj_value value, bool *out) {
    return open(value).get_bool().get(*out) == simdjson::SUCCESS;
}

bool csj_integer(csj_value value, int64_t *out) {
    return open(value).get_int64().get(*out) == simdjson::SUCCESS;
}

bool csj_string(csj_value value, const char **bytes, size_t *length) {
    std::string_view text;
    if (open(value).get_string().get(text) != simdjson::SUCCESS) return false;
    *bytes = text.data();
    *length = text.size();
    return true;
}

// The iterators of an array are elements that stand at its items; begin and end travel as places.
using array_iterator = simdjson::dom::array::iterator;
static_assert(sizeof(array_iterator) == sizeof(csj_value), "array iterator has another size");
static_assert(std::is_trivially_copyable<array_iterator>::value, "array iterator cannot be carried as bits");

csj_walk csj_items(csj_value array) {
    csj_walk walk = {{nullptr, 0}, 0};
    simdjson::dom::array opened;
    if (open(array).get_array().get(opened) != simdjson::SUCCESS) return walk;
    array_iterator begin = opened.begin(), end = opened.end();
    csj_value last;
    std::memcpy(&walk.next, &begin, sizeof begin);
    std::memcpy(&last, &end, sizeof end);
    walk.end = last.place;
    return walk;
}

bool csj_next(csj_walk *walk, csj_value *item) {
    if (walk->next.document == nullptr || walk->next.place >= walk->end) return false;
    array_iterator at;
    std::memcpy(static_cast<void *>(&at), &walk->next, sizeof at);
    *item = close(*at);
    ++at;
    std::memcpy(&walk->next, &at, sizeof at);
    return true;
}

struct csj_names {
    size_t count;
    std::string_view names[64];
    // Open addressing; 0 is free, else the name's place plus 1.
    uint8_t slots[256];
};

static size_t slot_of(std::string_view name) {
    if (name.empty()) return 0;
    return (name.size() * 29 + static_cast<unsigned char>(name.front()) * 7
            + static_cast<unsigned char>(name.back())) & 255;
}

csj_names *csj_names_make(const char *const *names, size_t count) {
    if (count > 64) return nullptr;
    csj_names *made = new (std::nothrow) csj_names;
    if (made == nullptr) return nullptr;
    made->count = count;
    std::memset(made->slots, 0, sizeof made->slots);
    for (size_t place = 0; place < count; place++) {
        made->names[place] = names[place];
        size_t slot = slot_of(made->names[place]);
        while (made->slots[slot] != 0) slot = (slot + 1) & 255;
        made->slots[slot] = static_cast<uint8_t>(place + 1);
    }
    return made;
}

bool csj_pick(csj_value object, const csj_names *names, csj_value *found) {
    std::memset(found, 0, names->count * sizeof *found);
    simdjson::dom::object opened;
    if (open(object).get_object().get(opened) != simdjson::SUCCESS) return false;
    for (simdjson::dom::object::iterator at = opened.begin(), end = opened.end(); at != end; ++at) {
        std::string_view name = at.key();
        for (size_t slot = slot_of(name); names->slots[slot] != 0; slot = (slot + 1) & 255) {
            size_t place = names->slots[slot] - 1;
            if (names->names[place] == name) {
                found[place] = close(at.value());
                break;
            }
        }
    }
    return true;
}
