package orchestrator.lib.persistence;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;

/** Turns messages into bytes: the same bytes for equal messages, on every machine. */
public final class Serializer {
  private Serializer() {}

  /** The bytes of the message, with the pairs of its maps in the order of their keys. */
  public static byte[] bytes(MessageLite message) {
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array of the message's own size is never full", e);
    }
    return bytes;
  }

  /**
   * The message of these bytes.
   *
   * @throws OrchestratorException OE0001 if they are none
   */
  static <T> T parse(Parser<T> parser, byte[] bytes, Key key) {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw Errors.of(ErrorCode.UNREADABLE_DATA, "stored " + key + " cannot be read");
    }
  }
}
