package orchestrator.scenario.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says in words why a text was not read as JSON, without citing it. */
public final class NotJson {
  /** Whom the limit comes from, which says nothing to whoever sent the text. */
  private static final Pattern SOURCE = Pattern.compile(", from `[^`]*`");

  private NotJson() {}

  /**
   * One clause, with the place.
   *
   * @param what the text is called
   */
  public static String inWords(String what, JsonProcessingException fault) {
    if (fault instanceof StreamConstraintsException) {
      String limit = SOURCE.matcher(fault.getOriginalMessage()).replaceAll("");
      return what + " is over a limit of what is read: " + limit;
    }
    String place =
        Optional.ofNullable(fault.getLocation())
            .map(at -> " at line " + at.getLineNr() + ", column " + at.getColumnNr())
            .orElse("");
    return what + " is not JSON" + place;
  }
}
