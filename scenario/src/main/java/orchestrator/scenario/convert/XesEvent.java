package orchestrator.scenario.convert;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Holds an event of which a transaction is made.
 *
 * @param resource who did it, which is the node's name
 * @param size bytes of the payload
 * @param date its time as the log writes it
 */
record XesEvent(String resource, int size, String date, Instant time) {
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  /** Whether both belong to one step. */
  boolean isLike(XesEvent other) {
    return size == other.size && time.equals(other.time);
  }

  /**
   * Makes one of its texts.
   *
   * @param place which event of the log it is, in words
   */
  static XesEvent of(String place, String resource, String payload, String date)
      throws ConversionException {
    if (!payload.strip().matches("[0-9]{1,9}")) {
      throw new ConversionException(
          place + " has a payload that is not an integer from 0 to 999999999");
    }
    return new XesEvent(resource, Integer.parseInt(payload.strip()), date, time(place, date));
  }

  private static Instant time(String place, String date) throws ConversionException {
    try {
      TemporalAccessor read =
          DATE.parseBest(date.strip(), OffsetDateTime::from, LocalDateTime::from);
      return read instanceof LocalDateTime local
          ? local.toInstant(ZoneOffset.UTC)
          : Instant.from(read);
    } catch (DateTimeException e) {
      throw new ConversionException(
          place + " has a date that is not like 2018-03-01T09:51:33.436+01:00", e);
    }
  }
}
