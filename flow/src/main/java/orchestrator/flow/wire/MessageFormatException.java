package orchestrator.flow.wire;

/** Tells that a text is no message, or a message has no form as a text. */
public final class MessageFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MessageFormatException(String message) {
    super(message);
  }

  MessageFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
