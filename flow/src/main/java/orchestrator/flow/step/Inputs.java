package orchestrator.flow.step;

import static orchestrator.flow.error.FlowError.CONSISTENCY_STEPS;
import static orchestrator.flow.error.FlowError.DATA_CONSISTENCY;
import static orchestrator.flow.error.FlowError.EXTRA_ATTRIBUTE;

import com.google.common.reflect.TypeToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import orchestrator.flow.error.StepperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills the parameters of a function: from named arguments, the step before, defaults. */
final class Inputs {
  private static final Logger LOG = LoggerFactory.getLogger(Stepper.class);

  private final Signature signature;

  /** Named arguments by position; null where the value comes from the step before. */
  private final @Nullable Object[] named;

  /** Named arguments that are no parameters. */
  private final Map<String, Object> extra;

  /** The parameters that are filled from the step before, and their positions. */
  private final List<Parameter<?>> open;

  private final int[] positions;

  /** Whether its only parameter takes several values as one. */
  private final boolean whole;

  Inputs(Signature signature) {
    this(signature, new @Nullable Object[signature.parameters().size()], Map.of());
  }

  private Inputs(Signature signature, @Nullable Object[] named, Map<String, Object> extra) {
    this.signature = signature;
    this.named = named;
    this.extra = extra;
    this.positions = IntStream.range(0, named.length).filter(at -> named[at] == null).toArray();
    this.open =
        IntStream.of(positions).<Parameter<?>>mapToObj(signature.parameters()::get).toList();
    this.whole =
        open.size() == 1 && signature.more().isEmpty() && open.get(0).slot().takesValuesWhole();
  }

  List<Parameter<?>> parameters() {
    return signature.parameters();
  }

  Inputs with(Step step, String argument, Object value) {
    Optional<Integer> position = signature.position(argument);
    if (position.isPresent()) {
      Parameter<?> parameter = parameters().get(position.get());
      Object fit = parameter.slot().fit(value);
      if (fit == null) {
        throw new StepperException(
            DATA_CONSISTENCY,
            "parameter '%s' of %s takes %s, but its named argument is %s"
                .formatted(argument, step, parameter.slot().type(), Slot.typeOf(value)));
      }
      @Nullable Object[] all = named.clone();
      all[position.get()] = fit;
      return new Inputs(signature, all, extra);
    }
    if (!signature.takesAnyNamed()) {
      throw new StepperException(
          EXTRA_ATTRIBUTE,
          "%s has no parameter '%s'; %s".formatted(step, argument, signature.text()));
    }
    Map<String, Object> all = new LinkedHashMap<>(extra);
    all.put(argument, value);
    return new Inputs(signature, named, Collections.unmodifiableMap(all));
  }

  void checkTakes(TypeToken<?> given, Place giver, Place here) {
    Optional<List<TypeToken<?>>> parts =
        whole ? Optional.of(List.of(Slot.inside(given))) : Slot.parts(given);
    if (parts.isEmpty()) {
      LOG.warn(
          "nobody checks what {} gives to {}: {} does not tell types",
          giver.text(),
          here.text(),
          given);
      return;
    }
    List<TypeToken<?>> types = parts.get();
    if (isTooMany(types.size())) {
      throw new StepperException(
          DATA_CONSISTENCY,
          "%s gives %s (%s), but %s takes at most %d"
              .formatted(giver.text(), count(types.size()), given, here.text(), open.size()));
    }
    for (int i = 0; i < types.size(); i++) {
      checkType(parameter(i), types.get(i), giver, here);
    }
    for (Parameter<?> parameter : open.subList(Math.min(types.size(), open.size()), open.size())) {
      if (parameter.fallback() == null) {
        throw new StepperException(
            DATA_CONSISTENCY,
            "%s gives %s, but parameter '%s' of %s also needs one, of %s; it has no default"
                .formatted(
                    giver.text(),
                    count(types.size()),
                    parameter.name(),
                    here.text(),
                    parameter.slot().type()));
      }
    }
  }

  private static void checkType(
      Parameter<?> parameter, TypeToken<?> given, Place giver, Place here) {
    if (!parameter.isTyped()) {
      LOG.warn(
          "nobody checks what {} gives to {}: parameter '{}' has no type",
          giver.text(),
          here.text(),
          parameter.name());
    }
    if (!parameter.slot().takes(given)) {
      throw new StepperException(
          DATA_CONSISTENCY,
          "%s gives %s, but parameter '%s' of %s takes %s"
              .formatted(
                  giver.text(), given, parameter.name(), here.text(), parameter.slot().type()));
    }
  }

  /** The arguments for the data of a run, each of the type of its parameter. */
  Arguments bind(Run run) {
    Object data = Slot.plain(run.data());
    Values values = data instanceof Values several && !whole ? several : null;
    int count = values == null ? 1 : values.size();
    if (isTooMany(count)) {
      throw new StepperException(
          CONSISTENCY_STEPS,
          "%s got %s, but takes at most %d"
              .formatted(run.place().text(), count(count), open.size()));
    }
    @Nullable Object[] all = named.clone();
    for (int i = 0; i < positions.length; i++) {
      Object value = i >= count ? null : values == null ? data : values.get(i);
      all[positions[i]] = fit(open.get(i), value, run);
    }
    if (count <= open.size()) {
      return new Arguments(signature, all, List.of(), extra);
    }
    List<Object> more = new ArrayList<>(count - open.size());
    for (int i = open.size(); i < count; i++) {
      more.add(fit(parameter(i), values == null ? data : values.get(i), run));
    }
    return new Arguments(signature, all, Collections.unmodifiableList(more), extra);
  }

  private static Object fit(Parameter<?> parameter, @Nullable Object value, Run run) {
    Object fallback = parameter.fallback();
    if (fallback != null && Slot.plain(value) == null) {
      return fallback;
    }
    Object fit = parameter.slot().fit(value);
    if (fit == null) {
      throw new StepperException(
          CONSISTENCY_STEPS,
          "parameter '%s' of %s takes %s, but got %s"
              .formatted(
                  parameter.name(),
                  run.place().text(),
                  parameter.slot().type(),
                  Slot.typeOf(value)));
    }
    return fit;
  }

  private boolean isTooMany(int count) {
    return count > open.size() && signature.more().isEmpty();
  }

  /** The parameter for a value of the step before. */
  private Parameter<?> parameter(int index) {
    return index < open.size() ? open.get(index) : signature.more().orElseThrow();
  }

  private static String count(int values) {
    return values == 1 ? "1 value" : values + " values";
  }
}
