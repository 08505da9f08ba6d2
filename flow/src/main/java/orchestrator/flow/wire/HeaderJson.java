package orchestrator.flow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import orchestrator.flow.Fault;
import orchestrator.flow.Header;
import orchestrator.flow.Passage;
import orchestrator.flow.Retry;
import orchestrator.flow.ToUndo;
import org.jspecify.annotations.Nullable;

/** Is a header as it is written: what is empty is left out. */
record HeaderJson(
    @Nullable String run,
    @Nullable String flow,
    @Nullable String target,
    @Nullable String source,
    @Nullable String command,
    @Nullable String laps,
    @Nullable List<Undo> toUndo,
    @Nullable FaultJson fault,
    @Nullable Tries retry,
    @Nullable Map<String, String> attributes) {
  static final HeaderJson NONE =
      new HeaderJson(null, null, null, null, null, null, null, null, null, null);

  /** A visit that can be undone; the list has the first one first. */
  record Undo(@Nullable String visit, @Nullable String laps, @Nullable JsonNode body) {}

  /** Why a run fails. */
  record FaultJson(
      @Nullable String place,
      Fault.@Nullable Kind kind,
      @Nullable String reason,
      @Nullable List<String> notUndone) {}

  /** How often a service may try. */
  record Tries(int tries, long firstMs, long longestMs) {}

  static HeaderJson of(Header header, Function<Object, JsonNode> bodies) {
    return new HeaderJson(
        text(header.run()),
        text(header.flow()),
        text(header.target()),
        text(header.source()),
        text(header.command()),
        text(header.laps()),
        undo(header.toUndo(), bodies),
        fault(header.fault()),
        tries(header.retry()),
        header.attributes().isEmpty() ? null : new TreeMap<>(header.attributes()));
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable List<Undo> undo(
      @Nullable ToUndo last, Function<Object, JsonNode> bodies) {
    if (last == null) {
      return null;
    }
    List<Undo> all = new ArrayList<>();
    for (ToUndo one = last; one != null; one = one.before()) {
      all.add(new Undo(one.visit(), text(one.laps()), bodies.apply(one.body())));
    }
    Collections.reverse(all);
    return all;
  }

  private static @Nullable FaultJson fault(@Nullable Fault fault) {
    return fault == null
        ? null
        : new FaultJson(
            fault.place(),
            fault.kind(),
            fault.reason(),
            fault.notUndone().isEmpty() ? null : fault.notUndone());
  }

  private static @Nullable Tries tries(@Nullable Retry retry) {
    return retry == null
        ? null
        : new Tries(retry.tries(), retry.first().toMillis(), retry.longest().toMillis());
  }

  /** The header, with the bodies to undo as this function makes them of visit and JSON. */
  Header header(BiFunction<String, JsonNode, Object> bodies) {
    try {
      return new Header(
          orEmpty(run),
          orEmpty(flow),
          orEmpty(target),
          orEmpty(source),
          orEmpty(command),
          orEmpty(laps),
          toUndo(bodies),
          fault == null
              ? null
              : new Fault(
                  orEmpty(fault.place()),
                  fault.kind() == null ? Fault.Kind.SERVICE : fault.kind(),
                  orEmpty(fault.reason()),
                  fault.notUndone() == null ? List.of() : whole(fault.notUndone(), "notUndone")),
          retry == null
              ? null
              : new Retry(
                  retry.tries(),
                  Duration.ofMillis(retry.firstMs()),
                  Duration.ofMillis(retry.longestMs())),
          attributes == null ? Map.of() : whole(attributes),
          Passage.NONE);
    } catch (IllegalArgumentException e) {
      throw new MessageFormatException("the header of a message is wrong: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> whole(Map<String, @Nullable String> attributes) {
    attributes.forEach(
        (name, value) -> {
          if (value == null) {
            throw new IllegalArgumentException("the attribute '" + name + "' has no value");
          }
        });
    return attributes;
  }

  private static List<String> whole(List<@Nullable String> texts, String where) {
    if (texts.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(where + " has an empty place");
    }
    return texts;
  }

  private @Nullable ToUndo toUndo(BiFunction<String, JsonNode, Object> bodies) {
    ToUndo all = null;
    for (Undo one : toUndo == null ? List.<Undo>of() : toUndo) {
      if (one == null || one.visit() == null || one.body() == null) {
        throw new MessageFormatException("what is to be undone needs a visit and a body");
      }
      all =
          new ToUndo(
              one.visit(),
              orEmpty(one.laps()),
              bodies.apply(one.visit(), one.body()),
              all,
              all == null ? 1 : all.depth() + 1);
    }
    return all;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
