package orchestrator.cli.message;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says the names of an enum's values as people do: {@code STATUS_EXECUTING} is executing. */
public final class Words {
  /** What the API puts before names, the longer ones first. */
  private static final List<String> PREFIXES =
      List.of(
          "FAILED_ASSET_COMPUTE_",
          "FAILED_ASSET_",
          "FUNCTION_STATUS_",
          "EVENT_ASSET_",
          "EVENT_",
          "STATUS_",
          "ASSET_COMPUTE_",
          "ASSET_",
          "ERROR_TYPE_");

  private Words() {}

  /** The words for a value. */
  public static String of(EnumValueDescriptor value) {
    String name = value.getName();
    String bare =
        PREFIXES.stream()
            .filter(name::startsWith)
            .findFirst()
            .map(prefix -> name.substring(prefix.length()))
            .orElse(name);
    return bare.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The words for all values but the first, which stands for none. */
  public static List<String> all(EnumDescriptor type) {
    return type.getValues().stream()
        .filter(value -> value.getNumber() != 0)
        .map(Words::of)
        .toList();
  }

  /** The value that is meant by words, or by the API's own name for it. */
  public static Optional<EnumValueDescriptor> find(EnumDescriptor type, String text) {
    return type.getValues().stream()
        .filter(value -> value.getName().equals(text) || of(value).equals(text))
        .findFirst();
  }
}
