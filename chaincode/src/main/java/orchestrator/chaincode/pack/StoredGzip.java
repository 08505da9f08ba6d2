package orchestrator.chaincode.pack;

import com.google.protobuf.ByteString;
import java.util.zip.CRC32;

/**
 * Writes gzip without compression. What a compressor writes differs from one Java runtime to the
 * next, and a package's id is the digest of its bytes; most of them are a jar's, which do not
 * become fewer anyway.
 */
final class StoredGzip {
  /** Magic number, method, and no name, time or system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private static final int MOST_IN_BLOCK = 0xffff;

  private StoredGzip() {}

  static ByteString of(ByteString content) {
    ByteString.Output gzip = ByteString.newOutput(content.size() + 1024);
    gzip.write(HEADER, 0, HEADER.length);
    int at = 0;
    do {
      int length = Math.min(MOST_IN_BLOCK, content.size() - at);
      boolean last = at + length == content.size();
      gzip.write(last ? 1 : 0);
      number(gzip, length, 2);
      number(gzip, ~length, 2);
      byte[] block = content.substring(at, at + length).toByteArray();
      gzip.write(block, 0, length);
      at += length;
    } while (at < content.size());
    CRC32 sum = new CRC32();
    sum.update(content.asReadOnlyByteBuffer());
    number(gzip, (int) sum.getValue(), 4);
    number(gzip, content.size(), 4);
    return gzip.toByteString();
  }

  /** The lowest bytes of a number, least first. */
  private static void number(ByteString.Output into, int number, int bytes) {
    for (int i = 0; i < bytes; i++) {
      into.write(number >>> (Byte.SIZE * i));
    }
  }
}
