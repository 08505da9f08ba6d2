package orchestrator.lib.ledger;

import io.grpc.Status;
import java.util.Arrays;
import java.util.Optional;
import orchestrator.lib.error.CallException;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;

/**
 * Writes an error as the one text that a chaincode can answer with, and reads it again: the code or
 * the status, a colon, the sentence.
 */
public final class ChaincodeErrors {
  private static final String COLON = ": ";
  private static final String UNAVAILABLE = Status.Code.UNAVAILABLE + COLON;

  /** What the chaincode answers when its peer does not give it the state. */
  public static final String STATE_UNREADABLE = UNAVAILABLE + "the peer cannot read its state";

  private ChaincodeErrors() {}

  /** Returns the text for an error. */
  public static String text(CallException error) {
    return error.label() + COLON + error.getMessage();
  }

  /** True if the text says that the peer is at fault, and nothing of the call. */
  public static boolean isOfPeer(String text) {
    return text.startsWith(UNAVAILABLE);
  }

  /**
   * Returns the error of a text, with its code or its status.
   *
   * @return empty if no chaincode of this version says so
   */
  public static Optional<CallException> parse(String text) {
    int colon = text.indexOf(COLON);
    if (colon < 0) {
      return Optional.empty();
    }
    String label = text.substring(0, colon);
    String sentence = text.substring(colon + COLON.length());
    if (label.equals(Status.Code.RESOURCE_EXHAUSTED.name())) {
      return Optional.of(new LimitException(sentence));
    }
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.id().equals(label))
        .findFirst()
        .map(code -> Errors.of(code, sentence));
  }
}
