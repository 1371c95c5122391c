package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.graph.Kql.Property;
import dev.latchkey.sandbox.graph.Kql.Within;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;

/**
 * Reads what a time or a size is compared with. A day is one of UTC, and a week begins on Sunday.
 *
 * @param now for {@code today} and its like
 */
record KqlValues(Instant now) {

    private static final DateTimeFormatter AMERICAN =
            DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final List<String> LATER = List.of(">=", ">");
    private static final List<String> EARLIER = List.of("<=", "<");

    /** @param operator one of {@code : = <> > >= < <=} */
    Kql restriction(Property property, String operator, String text) {
        var ends = text.split("\\.\\.", -1);
        if (ends.length > 2 || (ends.length == 2 && (LATER.contains(operator) || EARLIER.contains(operator)))) {
            throw KqlReader.malformed("'" + text + "' is no range");
        }
        var from = value(property, ends[0]);
        var to = value(property, ends[ends.length - 1]);
        return switch (operator) {
            case ">=" -> new Within(property, from.from(), Long.MAX_VALUE);
            case ">" -> new Within(property, from.to(), Long.MAX_VALUE);
            case "<" -> new Within(property, Long.MIN_VALUE, from.from());
            case "<=" -> new Within(property, Long.MIN_VALUE, from.to());
            case "<>" -> new Kql.Not(new Within(property, from.from(), to.to()));
            default -> new Within(property, from.from(), to.to());
        };
    }

    private Within value(Property property, String text) {
        if (property.isTime()) {
            return time(property, text.strip().toLowerCase(Locale.ROOT));
        }
        if (!text.matches("\\d{1,15}")) {
            throw KqlReader.malformed("'" + text + "' is no size in bytes");
        }
        return new Within(property, Long.parseLong(text), Long.parseLong(text) + 1);
    }

    private Within time(Property property, String text) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var month = today.withDayOfMonth(1);
        var year = today.withDayOfYear(1);
        var week = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        return switch (text) {
            case "today" -> days(property, today, today.plusDays(1));
            case "yesterday" -> days(property, today.minusDays(1), today);
            case "this week" -> days(property, week, week.plusWeeks(1));
            case "this month" -> days(property, month, month.plusMonths(1));
            case "last month" -> days(property, month.minusMonths(1), month);
            case "this year" -> days(property, year, year.plusYears(1));
            case "last year" -> days(property, year.minusYears(1), year);
            default -> date(property, text);
        };
    }

    private static Within date(Property property, String text) {
        try {
            if (text.contains("t")) {
                var zoned = text.matches(".*(z|[+-]\\d\\d:\\d\\d)") ? text : text + "z";
                var second = OffsetDateTime.parse(zoned.toUpperCase(Locale.ROOT))
                        .toInstant()
                        .with(ChronoField.NANO_OF_SECOND, 0);
                return new Within(
                        property, second.toEpochMilli(), second.plusSeconds(1).toEpochMilli());
            }
            var day = text.contains("/") ? LocalDate.parse(text, AMERICAN) : LocalDate.parse(text);
            return days(property, day, day.plusDays(1));
        } catch (DateTimeException | ArithmeticException e) {
            throw KqlReader.malformed("'" + text + "' is no date");
        }
    }

    private static Within days(Property property, LocalDate from, LocalDate to) {
        return new Within(property, start(from), start(to));
    }

    private static long start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
