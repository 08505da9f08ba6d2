package orchestrator.flow.step;

/** Refuses names that nobody could find again in a message. */
final class Names {
  private Names() {}

  static String checked(String kind, String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a " + kind + " needs a name");
    }
    return name;
  }
}
