package orchestrator.flow;

/** Checks the names of flows, blocks and branches, which stand in keys and addresses. */
final class Names {
  private static final int LONGEST = 100;

  private Names() {}

  static String checked(String kind, String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a " + kind + " needs a name");
    }
    if (name.length() > LONGEST) {
      throw new IllegalArgumentException(
          "the name of a %s has at most %d characters: '%s…'"
              .formatted(kind, LONGEST, name.substring(0, LONGEST)));
    }
    if (name.chars().anyMatch(c -> "#~/".indexOf(c) >= 0 || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "the name of the %s '%s' must have none of the characters # ~ /, and no control characters"
              .formatted(kind, name));
    }
    return name;
  }
}
