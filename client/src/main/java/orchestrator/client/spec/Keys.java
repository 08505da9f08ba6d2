package orchestrator.client.spec;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Makes keys of assets, which are lower-case UUIDs and unique among the assets of a kind in a
 * channel.
 *
 * <pre>{@code
 * FunctionSpec.named("train"); // with a random key
 * FunctionSpec.named("train").key(Keys.named("study 7/train")); // with the same key in every run
 * }</pre>
 */
public final class Keys {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private Keys() {}

  /** A key that nobody else has. */
  public static String random() {
    return UUID.randomUUID().toString();
  }

  /**
   * The key of what has this name: the same in every process, so that what was registered before a
   * restart is found after it.
   *
   * @param name any text that nobody else in the channel derives a key from
   */
  public static String named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /**
   * The key itself.
   *
   * @throws IllegalArgumentException when it is not a lower-case UUID with its four hyphens
   */
  public static String checked(String key) {
    if (!FORM.matcher(key).matches()) {
      throw new IllegalArgumentException("'" + key + "' is not a lower-case UUID");
    }
    return key;
  }
}
