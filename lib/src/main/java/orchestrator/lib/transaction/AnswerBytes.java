package orchestrator.lib.transaction;

import com.google.protobuf.MessageLite;
import orchestrator.lib.error.SizeException;

/** Counts the bytes of a list that is answered in one piece, and ends it before it is too long. */
public final class AnswerBytes {
  /** A field's number and the length of what it holds. */
  private static final int FRAME = 6;

  private final long most;
  private final String what;
  private final String advice;
  private long bytes;

  AnswerBytes(long most, String what, String advice) {
    this.most = most;
    this.what = what;
    this.advice = advice;
  }

  /** Counts one more item and gives it back; throws when the answer could not be sent any more. */
  public <T extends MessageLite> T counted(T item) {
    count(item.getSerializedSize());
    return item;
  }

  /** As for a message, for a text without characters beyond ASCII. */
  public String counted(String key) {
    count(key.length());
    return key;
  }

  private void count(long item) {
    bytes += item + FRAME;
    if (bytes > most) {
      throw SizeException.of(what, bytes, most, advice);
    }
  }
}
