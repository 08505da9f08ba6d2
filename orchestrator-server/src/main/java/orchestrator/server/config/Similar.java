package orchestrator.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant who has mistyped a name. */
public final class Similar {
  private Similar() {}

  /** The name that a text is nearest to; empty if it is near to none. */
  public static Optional<String> to(String text, Collection<String> names) {
    int most = text.length() < 4 ? 1 : Math.max(2, Math.min(3, text.length() / 4));
    return names.stream()
        .filter(name -> distance(text, name) <= most)
        .min(Comparator.comparingInt((String name) -> distance(text, name)));
  }

  /** How many characters have to be put in, taken out or changed to make one text of the other. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
