package orchestrator.cli.noun;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.message.Fields;
import orchestrator.cli.message.Words;
import orchestrator.client.OrchestratorClient;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Makes an option of a field by which a request filters or sorts, as its type tells, and fills the
 * field from it.
 */
public final class Filter {
  private static final String FILTER = "filter";
  private static final Set<String> NO_FILTERS = Set.of("page_token", "page_size");

  /** Where the field's own name is not what people say. */
  private static final Map<String, String> NAMES =
      Map.of(
          "asset_kind", "kind",
          "event_kind", "change",
          "start", "after",
          "end", "before",
          "keys", "key",
          "compute_task_output_identifier", "output-identifier");

  /** The nouns of fields that have keys. */
  private static final Map<String, Nouns> KEYS =
      Map.of(
          "compute_plan_key", Nouns.PLAN,
          "compute_task_key", Nouns.TASK,
          "function_key", Nouns.FUNCTION,
          "keys", Nouns.DATA_SAMPLE);

  private final FieldDescriptor field;
  private final boolean isNested;

  private Filter(FieldDescriptor field, boolean isNested) {
    this.field = field;
    this.isNested = isNested;
  }

  /** The filters of a request. */
  public static List<Filter> of(Message request) {
    List<Filter> filters = new ArrayList<>();
    for (FieldDescriptor field : request.getDescriptorForType().getFields()) {
      if (field.getName().equals(FILTER)) {
        field.getMessageType().getFields().forEach(part -> filters.add(new Filter(part, true)));
      } else if (!NO_FILTERS.contains(field.getName())) {
        filters.add(new Filter(field, false));
      }
    }
    return filters;
  }

  /** The option's name, with its dashes. */
  public String option() {
    String name = field.getName();
    return "--"
        + Optional.ofNullable(NAMES.get(name))
            .orElseGet(
                () ->
                    name.replaceFirst("^compute_", "").replaceFirst("_key$", "").replace('_', '-'));
  }

  /** The noun whose keys are its values, if they are keys. */
  public Optional<Nouns> noun() {
    return Optional.ofNullable(KEYS.get(field.getName()));
  }

  /** The words that it takes, if it takes no others. */
  public List<String> words() {
    return field.getJavaType() == FieldDescriptor.JavaType.ENUM
        ? Words.all(field.getEnumType())
        : List.of();
  }

  /** The option. */
  public OptionSpec spec() {
    return OptionSpec.builder(option())
        .type(field.isRepeated() ? List.class : String.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label())
        .description(description())
        .completionCandidates(words())
        .build();
  }

  private String label() {
    if (field.isMapField()) {
      return "NAME=VALUE";
    }
    if (isTime()) {
      return "TIME";
    }
    return option().substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private boolean isTime() {
    return !field.isMapField()
        && Fields.isMessage(field)
        && field.getMessageType().equals(Timestamp.getDescriptor());
  }

  private String description() {
    String what = option().substring(2).replace('-', ' ');
    if (!words().isEmpty()) {
      return (field.getName().equals("sort") ? "In this order: " : "Only with this " + what + ": ")
          + String.join(", ", words())
          + ".";
    }
    if (noun().isPresent()) {
      return field.isRepeated()
          ? "Only with this key, or one that begins so; may be given again."
          : "Only of this " + what + ": its key, or how that begins.";
    }
    if (isTime()) {
      return "Only from this time on: 2026-01-31T12:00:00Z."
          .replace(
              "from this time on", what.equals("after") ? "from this time on" : "up to this time");
    }
    return field.isMapField()
        ? "Only with this pair in the event's metadata; may be given again."
        : "Only with exactly this " + what + ".";
  }

  /** Whether it was given. */
  public boolean isIn(ParseResult parsed) {
    return parsed.hasMatchedOption(option());
  }

  /**
   * Fills the field of a request.
   *
   * @param client finds keys by their beginning
   * @throws CommandFailedException when the value is none of that type
   */
  public void fill(Message.Builder request, ParseResult parsed, OrchestratorClient client) {
    List<String> values = parsed.matchedOption(option()).originalStringValues();
    if (!isNested) {
      values.forEach(value -> set(request, value, client));
      return;
    }
    FieldDescriptor filter = request.getDescriptorForType().findFieldByName(FILTER);
    Message.Builder nested = ((Message) request.getField(filter)).toBuilder();
    values.forEach(value -> set(nested, value, client));
    request.setField(filter, nested.build());
  }

  private void set(Message.Builder message, String text, OrchestratorClient client) {
    if (field.isMapField()) {
      int sign = text.indexOf('=');
      if (sign < 0) {
        throw wrong("must be NAME=VALUE", text);
      }
      Message.Builder pair = message.newBuilderForField(field);
      pair.setField(field.getMessageType().findFieldByNumber(1), text.substring(0, sign));
      pair.setField(field.getMessageType().findFieldByNumber(2), text.substring(sign + 1));
      message.addRepeatedField(field, pair.build());
    } else if (field.isRepeated()) {
      message.addRepeatedField(field, value(text, client));
    } else {
      message.setField(field, value(text, client));
    }
  }

  private Object value(String text, OrchestratorClient client) {
    if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
      return Words.find(field.getEnumType(), text)
          .orElseThrow(() -> wrong("must be one of " + String.join(", ", words()), text));
    }
    if (isTime()) {
      try {
        return Timestamps.parse(text);
      } catch (ParseException e) {
        throw wrong("must be a time such as 2026-01-31T12:00:00Z", text);
      }
    }
    return noun().map(noun -> KeyPrefix.resolve(client, noun.noun(), text)).orElse(text);
  }

  private CommandFailedException wrong(String form, String text) {
    return CommandFailedException.wrongUse(option() + " " + form + ", not \"" + text + "\"");
  }
}
