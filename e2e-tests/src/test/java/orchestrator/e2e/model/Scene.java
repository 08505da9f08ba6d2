package orchestrator.e2e.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import orchestrator.proto.NewPermissions;

/**
 * Keeps what a program being written knows: chance, the organizations, the state that its calls so
 * far have made, and which keys are its own, so that it can be run without the programs before it.
 */
final class Scene {
  private final Draw draw;
  private final List<String> organizations;
  private final Supplier<State> state;
  private final Set<String> own = new LinkedHashSet<>();

  Scene(Draw draw, List<String> organizations, Supplier<State> state) {
    this.draw = draw;
    this.organizations = organizations;
    this.state = state;
  }

  Draw draw() {
    return draw;
  }

  State state() {
    return state.get();
  }

  List<String> organizations() {
    return organizations;
  }

  String organization() {
    return draw.pick(organizations);
  }

  /** This organization mostly, else any. */
  String mostly(String organization) {
    return draw.chance(0.96) ? organization : organization();
  }

  /** A key for something new; at times one that this program has used. */
  String newKey() {
    if (!own.isEmpty() && draw.chance(0.012)) {
      return draw.pick(own);
    }
    String key = draw.key();
    own.add(key);
    return key;
  }

  /** The assets of this program among these that fit. */
  <T> List<T> own(Map<String, T> assets, Predicate<T> fits) {
    return assets.entrySet().stream()
        .filter(entry -> own.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .filter(fits)
        .toList();
  }

  <T> List<T> own(Map<String, T> assets) {
    return own(assets, asset -> true);
  }

  /** The key of one of these mostly, else one that is unknown or of something else. */
  String keyAmong(Map<String, ?> assets) {
    List<String> keys = assets.keySet().stream().filter(own::contains).toList();
    if (keys.isEmpty() || draw.chance(0.04)) {
      return draw.chance(0.5) || own.isEmpty() ? draw.key() : draw.pick(own);
    }
    return draw.pick(keys);
  }

  /** The same for a look-up, where a key may be in upper case, and nonsense is just not found. */
  String soughtAmong(Map<String, ?> assets) {
    if (draw.chance(0.03)) {
      return draw.pick("", "no-key", "a\0b", "{" + draw.key() + "}", "x".repeat(300));
    }
    String key = keyAmong(assets);
    return draw.chance(0.06) ? key.toUpperCase(Locale.ROOT) : key;
  }

  /** The same for a filter. */
  String filterAmong(Map<String, ?> assets) {
    String key = draw.chance(0.04) ? "no-key" : keyAmong(assets);
    return draw.chance(0.06) ? key.toUpperCase(Locale.ROOT) : key;
  }

  NewPermissions permissions() {
    Collection<String> ids = new ArrayList<>();
    int count = draw.number(0, 3);
    for (int i = 0; i < count; i++) {
      ids.add(draw.chance(0.01) ? "StrangerMSP" : organization());
    }
    return NewPermissions.newBuilder()
        .setPublic(draw.chance(0.75))
        .addAllAuthorizedIds(ids)
        .build();
  }
}
