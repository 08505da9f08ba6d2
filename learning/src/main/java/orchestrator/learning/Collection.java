package orchestrator.learning;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Names the collections of documents. */
public enum Collection {
  PROBLEM,
  ALGO,
  DATA,
  LEARNUPLET,
  PREDUPLET;

  /** As it stands in a path, such as {@code problem}. */
  public String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The key of a list of them in JSON, such as {@code problems}. */
  public String plural() {
    return path() + "s";
  }

  /** The collection of this name in a path. */
  public static Optional<Collection> of(String path) {
    return Arrays.stream(values()).filter(it -> it.path().equals(path)).findFirst();
  }
}
