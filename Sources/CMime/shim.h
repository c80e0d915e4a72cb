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

#endif
