#include <iconv.h>
#include <libxml/xmlversion.h>
/* Debian's libxml2 names ICU's headers, which clash with the ICU inside Foundation. Only the layout of
   xmlCharEncodingHandler depends on it, which nobody here looks into. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
