// The door to GMime 3: one typed entrance for each call that goes through a GObject cast or a macro.
//
// Whoever receives a `GMimeObject *` from a `mime_new_…` or `mime_parse` call owns it and gives it back
// with `mime_release`; what `mime_…_at` and `mime_…_of` calls return is borrowed from the whole.
#ifndef EARSHOT_CMIME_H
#define EARSHOT_CMIME_H

#include <gmime/gmime.h>
#include <stdbool.h>
#include <stddef.h>

static inline void mime_release(GMimeObject *object) {
    if (object) g_object_unref(object);
}

// MARK: Writing

/// A leaf whose content is `length` bytes, to be written in `encoding`.
static inline GMimeObject *mime_new_part(
    const char *type, const char *subtype, const void *bytes, size_t length, GMimeContentEncoding encoding
) {
    GMimePart *part = g_mime_part_new_with_type(type, subtype);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)bytes, length);
    GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, encoding);
    g_object_unref(content);
    g_object_unref(stream);
    return GMIME_OBJECT(part);
}

static inline void mime_set_charset(GMimeObject *object, const char *charset) {
    g_mime_content_type_set_parameter(g_mime_object_get_content_type(object), "charset", charset);
}

/// A parameter of the content type; `value` is our own, without line ends.
static inline void mime_set_parameter(GMimeObject *object, const char *name, const char *value) {
    g_mime_content_type_set_parameter(g_mime_object_get_content_type(object), name, value);
}

/// `raw` is written as it is, already folded with LF: GMime splits long file names within a character.
static inline void mime_set_disposition(GMimeObject *object, const char *raw) {
    g_mime_object_set_disposition(object, "attachment");
    GMimeHeaderList *headers = g_mime_object_get_header_list(object);
    g_mime_header_set_raw_value(g_mime_header_list_get_header(headers, "Content-Disposition"), raw);
}

static inline GMimeObject *mime_new_multipart(const char *subtype, const char *boundary) {
    GMimeMultipart *multipart = g_mime_multipart_new_with_subtype(subtype);
    g_mime_multipart_set_boundary(multipart, boundary);
    return GMIME_OBJECT(multipart);
}

/// Takes `child` over.
static inline void mime_add(GMimeObject *multipart, GMimeObject *child) {
    g_mime_multipart_add(GMIME_MULTIPART(multipart), child);
    g_object_unref(child);
}

/// The whole, headers and content, with CRLF line ends; freed with `g_byte_array_unref`.
static inline GByteArray *mime_write(GMimeObject *object) {
    GMimeFormatOptions *options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_object_write_to_stream(object, options, stream);
    // An owning stream empties the array when it goes, whoever else holds it.
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    g_object_unref(stream);
    g_mime_format_options_free(options);
    return bytes;
}

// MARK: Reading

/// Null where nothing could be made of the bytes.
static inline GMimeObject *mime_parse(const void *bytes, size_t length) {
    // What is not an encoded word is UTF-8, and failing that what Windows wrote.
    static const char *fallback[] = {"utf-8", "windows-1252", NULL};
    GMimeParserOptions *options = g_mime_parser_options_new();
    g_mime_parser_options_set_fallback_charsets(options, fallback);
    g_mime_parser_options_set_address_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE);
    g_mime_parser_options_set_parameter_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE);
    g_mime_parser_options_set_rfc2047_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)bytes, length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_mime_parser_set_respect_content_length(parser, FALSE);
    GMimeMessage *message = g_mime_parser_construct_message(parser, options);
    g_object_unref(parser);
    g_object_unref(stream);
    g_mime_parser_options_free(options);
    return message ? GMIME_OBJECT(message) : NULL;
}

typedef enum { MIME_LEAF, MIME_MULTIPART, MIME_MESSAGE, MIME_OTHER } MimeKind;

static inline MimeKind mime_kind(GMimeObject *object) {
    if (GMIME_IS_MULTIPART(object)) return MIME_MULTIPART;
    if (GMIME_IS_MESSAGE_PART(object)) return MIME_MESSAGE;
    if (GMIME_IS_PART(object)) return MIME_LEAF;
    return MIME_OTHER;
}

/// The content of a whole message; null where it has none.
static inline GMimeObject *mime_body_of(GMimeObject *message) {
    return g_mime_message_get_mime_part(GMIME_MESSAGE(message));
}

/// The message in a `message/rfc822` part; null where it has none.
static inline GMimeObject *mime_message_of(GMimeObject *part) {
    GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
    return message ? GMIME_OBJECT(message) : NULL;
}

static inline int mime_count(GMimeObject *multipart) {
    return g_mime_multipart_get_count(GMIME_MULTIPART(multipart));
}

static inline GMimeObject *mime_part_at(GMimeObject *multipart, int place) {
    return g_mime_multipart_get_part(GMIME_MULTIPART(multipart), place);
}

static inline const char *mime_type(GMimeObject *object) {
    return g_mime_content_type_get_media_type(g_mime_object_get_content_type(object));
}

static inline const char *mime_subtype(GMimeObject *object) {
    return g_mime_content_type_get_media_subtype(g_mime_object_get_content_type(object));
}

static inline const char *mime_parameter(GMimeObject *object, const char *name) {
    return g_mime_content_type_get_parameter(g_mime_object_get_content_type(object), name);
}

static inline const char *mime_disposition(GMimeObject *object) { return g_mime_object_get_disposition(object); }

/// The file name that a leaf says it has, decoded; null where it says none.
static inline const char *mime_filename(GMimeObject *leaf) { return g_mime_part_get_filename(GMIME_PART(leaf)); }

/// The content of a leaf, decoded from its transfer encoding; closed with `g_object_unref`. Null where
/// there is none.
static inline GMimeStream *mime_open(GMimeObject *leaf) {
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(leaf));
    if (!content) return NULL;
    GMimeStream *encoded = g_mime_data_wrapper_get_stream(content);
    g_mime_stream_reset(encoded);
    GMimeStream *decoded = g_mime_stream_filter_new(encoded);
    GMimeFilter *filter = g_mime_filter_basic_new(g_mime_data_wrapper_get_encoding(content), FALSE);
    g_mime_stream_filter_add(GMIME_STREAM_FILTER(decoded), filter);
    g_object_unref(filter);
    return decoded;
}

static inline ssize_t mime_read(GMimeStream *stream, void *buffer, size_t length) {
    return g_mime_stream_read(stream, (char *)buffer, length);
}

static inline void mime_close(GMimeStream *stream) { g_object_unref(stream); }

/// `bytes` of `charset` as UTF-8, what is not of that charset as `?`; freed with `g_byte_array_unref`.
/// Null where the charset is not known.
static inline GByteArray *mime_utf8(const void *bytes, size_t length, const char *charset) {
    GMimeFilter *filter = g_mime_filter_charset_new(charset, "utf-8");
    if (!filter) return NULL;
    GMimeStream *plain = g_mime_stream_mem_new();
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(plain), FALSE);
    GByteArray *text = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(plain));
    GMimeStream *through = g_mime_stream_filter_new(plain);
    g_mime_stream_filter_add(GMIME_STREAM_FILTER(through), filter);
    g_mime_stream_write(through, (const char *)bytes, length);
    g_mime_stream_flush(through);
    g_object_unref(through);
    g_object_unref(plain);
    g_object_unref(filter);
    return text;
}

static inline int mime_header_count(GMimeObject *object) {
    return g_mime_header_list_get_count(g_mime_object_get_header_list(object));
}

static inline const char *mime_header_name(GMimeObject *object, int place) {
    return g_mime_header_get_name(g_mime_header_list_get_header_at(g_mime_object_get_header_list(object), place));
}

/// Unfolded and with its encoded words decoded.
static inline const char *mime_header_value(GMimeObject *object, int place) {
    return g_mime_header_get_value(g_mime_header_list_get_header_at(g_mime_object_get_header_list(object), place));
}

/// As it came.
static inline const char *mime_header_raw(GMimeObject *object, int place) {
    return g_mime_header_get_raw_value(g_mime_header_list_get_header_at(g_mime_object_get_header_list(object), place));
}

/// The mailboxes of a header; borrowed from the message, may be null.
static inline InternetAddressList *mime_addresses(GMimeObject *message, GMimeAddressType which) {
    return g_mime_message_get_addresses(GMIME_MESSAGE(message), which);
}

/// The members of a group; null for a mailbox.
static inline InternetAddressList *mime_group_of(InternetAddress *address) {
    if (!INTERNET_ADDRESS_IS_GROUP(address)) return NULL;
    return internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address));
}

/// `local@domain`; null for a group.
static inline const char *mime_address_of(InternetAddress *address) {
    if (!INTERNET_ADDRESS_IS_MAILBOX(address)) return NULL;
    return internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
}

/// Whether `text` is a date, and then its seconds since 1970.
static inline bool mime_date(const char *text, gint64 *seconds) {
    GDateTime *date = g_mime_utils_header_decode_date(text);
    if (!date) return false;
    *seconds = g_date_time_to_unix(date);
    g_date_time_unref(date);
    return true;
}

#endif
