package orchestrator.executor.wire;

import java.util.OptionalLong;

/** Says why a text is not what it should be. */
public final class WireException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient OptionalLong offset;

  WireException(String sentence, OptionalLong offset) {
    super(sentence);
    this.offset = offset;
  }

  /** How many bytes had been read when it was found, if that is known. */
  public OptionalLong offset() {
    return offset;
  }
}
