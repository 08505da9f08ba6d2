package orchestrator.learning.rule;

import java.util.regex.Pattern;
import orchestrator.client.spec.Keys;

/** Gives the keys that assets have for the ids of callers: a UUID is its own key. */
public final class Ids {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private Ids() {}

  /** The key of a problem's function. */
  public static String problem(String id) {
    return key("problem", id);
  }

  /** The key of an algorithm's function. */
  public static String algo(String id) {
    return key("algo", id);
  }

  /** The key of a data sample. */
  public static String data(String id) {
    return key("data", id);
  }

  private static String key(String kind, String id) {
    return UUID.matcher(id).matches() ? id : Keys.named("learning " + kind + " " + id);
  }
}
