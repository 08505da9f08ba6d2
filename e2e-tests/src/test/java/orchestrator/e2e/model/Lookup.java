package orchestrator.e2e.model;

import java.util.Locale;
import java.util.Map;

/** Finds assets by key. */
final class Lookup {
  private Lookup() {}

  /** The form of a key that a look-up searches for. */
  static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  /** The asset of that very key. */
  static <T> T find(Map<String, T> assets, Kind kind, String key) {
    T asset = assets.get(key);
    if (asset == null) {
      throw Refusal.notFound(kind, key);
    }
    return asset;
  }
}
