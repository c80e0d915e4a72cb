// Vectorscan as the fastest literal matcher that there is: caseless literals, whole words checked in the
// callback, one message at a time, nothing kept of what is found but its number.
// Usage: vectorscan_peer PHRASES TEXTS ROUNDS; prints hits and messages a second, the median of the rounds.
#include <ctype.h>
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct lines {
    char *bytes;
    char **start;
    size_t *length;
    size_t count;
};

struct scan {
    const char *text;
    size_t length;
    const size_t *lengths;
    long hits;
};

static struct lines read_lines(const char *path) {
    struct lines lines = {0};
    FILE *file = fopen(path, "rb");
    if (!file) exit(66);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    lines.bytes = malloc(size + 1);
    size_t got = fread(lines.bytes, 1, size, file);
    lines.bytes[got] = '\n';
    fclose(file);
    size_t room = 1024;
    lines.start = malloc(room * sizeof *lines.start);
    lines.length = malloc(room * sizeof *lines.length);
    for (char *at = lines.bytes, *end = lines.bytes + got; at < end;) {
        char *stop = memchr(at, '\n', end - at + 1);
        if (stop > at) {
            if (lines.count == room) {
                room *= 2;
                lines.start = realloc(lines.start, room * sizeof *lines.start);
                lines.length = realloc(lines.length, room * sizeof *lines.length);
            }
            lines.start[lines.count] = at;
            lines.length[lines.count++] = stop - at;
            *stop = 0;
        }
        at = stop + 1;
    }
    return lines;
}

static int is_word(unsigned char byte) { return byte >= 0x80 || isalnum(byte); }

static int hit(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
    (void)from;
    (void)flags;
    struct scan *scan = context;
    size_t start = to - scan->lengths[id];
    if (start > 0 && is_word(scan->text[start - 1])) return 0;
    if (to < scan->length && is_word(scan->text[to])) return 0;
    scan->hits++;
    return 0;
}

static int ascending(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

int main(int argc, char **argv) {
    if (argc != 4) return 64;
    struct lines phrases = read_lines(argv[1]), texts = read_lines(argv[2]);
    int rounds = atoi(argv[3]);
    unsigned *flags = malloc(phrases.count * sizeof *flags), *ids = malloc(phrases.count * sizeof *ids);
    for (size_t i = 0; i < phrases.count; i++) {
        flags[i] = HS_FLAG_CASELESS;
        ids[i] = i;
    }
    hs_database_t *database;
    hs_compile_error_t *error;
    if (hs_compile_lit_multi((const char *const *)phrases.start, flags, ids, phrases.length, phrases.count,
                             HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS) {
        fprintf(stderr, "%s\n", error->message);
        return 70;
    }
    hs_scratch_t *scratch = NULL;
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return 70;
    double *rates = malloc(rounds * sizeof *rates);
    long hits = 0;
    for (int round = 0; round < rounds; round++) {
        struct timespec start, end;
        hits = 0;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
        for (size_t i = 0; i < texts.count; i++) {
            struct scan scan = {texts.start[i], texts.length[i], phrases.length, 0};
            if (hs_scan(database, texts.start[i], texts.length[i], 0, scratch, hit, &scan) != HS_SUCCESS) return 70;
            hits += scan.hits;
        }
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
        rates[round] = texts.count / ((end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9);
    }
    qsort(rates, rounds, sizeof *rates, ascending);
    printf("{\"hits\":%ld,\"rate\":%.0f}\n", hits, rates[rounds / 2]);
    return 0;
}
