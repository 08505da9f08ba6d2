package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Says about how many bytes of memory something takes. */
public final class Weight {
  /** A task, with what it is found by. */
  static final int UPLET = 450;

  /** A piece of data: the sample, and what callers see of it. */
  static final int DATA = 1_000;

  /** A problem, or an algorithm, without its body. */
  static final int FUNCTION = 1_000;

  private static final int NODE = 60;

  private Weight() {}

  /** What trainings take. */
  public static long ofTrainings(long number) {
    return number * UPLET;
  }

  /** What pieces of data take. */
  public static long ofData(int number) {
    return (long) number * DATA;
  }

  /** What a value takes: a few characters of text are many times as many bytes. */
  public static long of(JsonNode value) {
    if (value.isTextual()) {
      return NODE + (long) value.textValue().length();
    }
    long bytes = NODE;
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        bytes += NODE + field.getKey().length() + of(field.getValue());
      }
    } else {
      for (JsonNode item : value) {
        bytes += of(item);
      }
    }
    return bytes;
  }
}
