package orchestrator.cli.text;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what documents come to when each alias is written out. A few lines of nested aliases may
 * stand for more than any memory holds.
 */
final class YamlSize {
  /** What a value takes beside its characters: quotes, a comma. */
  private static final int VALUE = 4;

  /** Of a collection whose values are being counted. */
  private static final long OPEN = -1;

  private final long most;
  private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>();

  private YamlSize(long most) {
    this.most = most;
  }

  /**
   * Lets documents pass that are no larger than that together.
   *
   * @throws IllegalArgumentException also for one that contains itself
   */
  static void check(List<@Nullable Object> documents, long most) {
    YamlSize size = new YamlSize(most);
    long sum = 0;
    for (Object document : documents) {
      sum += size.of(document);
      size.requireSmall(sum);
    }
  }

  private long of(@Nullable Object value) {
    if (value instanceof String text) {
      return (long) text.length() + VALUE;
    }
    if (!(value instanceof Map) && !(value instanceof Iterable)) {
      return VALUE;
    }
    Long known = sizes.get(value);
    if (known != null) {
      if (known == OPEN) {
        throw new IllegalArgumentException("an anchor is used within itself");
      }
      return known;
    }
    sizes.put(value, OPEN);
    long sum = VALUE;
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum += of(entry.getKey()) + of(entry.getValue());
        requireSmall(sum);
      }
    } else {
      for (Object item : (Iterable<?>) value) {
        sum += of(item);
        requireSmall(sum);
      }
    }
    sizes.put(value, sum);
    return sum;
  }

  private void requireSmall(long sum) {
    if (sum > most) {
      throw new IllegalArgumentException(
          "with its aliases written out it has more than "
              + most
              + " characters, too many for one message");
    }
  }
}
