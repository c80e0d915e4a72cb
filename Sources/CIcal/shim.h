#include <libical/ical.h>

/* A rule's dates, one by one. The struct that libical passes about by value is two kilobytes of arrays,
   which Swift would import as tuples of hundreds of elements; it stays on this side of the door. */
static inline icalrecur_iterator *ical_dates_of_rule(const char *rule, int year, int month, int day)
{
    struct icalrecurrencetype recurrence = icalrecurrencetype_from_string(rule);
    struct icaltimetype start = icaltime_null_time();
    icalrecur_iterator *dates = NULL;
    start.year = year;
    start.month = month;
    start.day = day;
    start.is_date = 1;
    if (recurrence.freq != ICAL_NO_RECURRENCE) dates = icalrecur_iterator_new(recurrence, start);
    icalrecurrencetype_clear(&recurrence);
    return dates;
}

/* 0 at the end. */
static inline int ical_next_date(icalrecur_iterator *dates, int *year, int *month, int *day)
{
    struct icaltimetype next = icalrecur_iterator_next(dates);
    *year = next.year;
    *month = next.month;
    *day = next.day;
    return !icaltime_is_null_time(next);
}
