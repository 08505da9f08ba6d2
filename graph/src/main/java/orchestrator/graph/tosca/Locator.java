package orchestrator.graph.tosca;

import orchestrator.graph.source.Limits;
import orchestrator.graph.source.Source;

/** Finds the files that a TOSCA file imports. */
interface Locator {
  /** Bytes of an imported file. */
  int MOST_BYTES = Limits.YAML_BYTES;

  /**
   * Holds a file that was found.
   *
   * @param file with a name that tells it from all others
   * @param locator finds what it imports itself
   */
  record Found(Source file, Locator locator) {}

  /** Finds a file by the text of an import. */
  Found find(String reference) throws NotFoundException;

  /** Says in a sentence why an import cannot be read. */
  final class NotFoundException extends Exception {
    private static final long serialVersionUID = 1;

    NotFoundException(String sentence) {
      super(sentence);
    }
  }

  /** Finds nothing: for a file that was sent alone. */
  static Locator none() {
    return reference -> {
      throw new NotFoundException(reference + " cannot be imported: the file was sent alone");
    };
  }

  /** Whether an import names a server. */
  static boolean isUrl(String reference) {
    return reference.regionMatches(true, 0, "http://", 0, 7)
        || reference.regionMatches(true, 0, "https://", 0, 8);
  }
}
