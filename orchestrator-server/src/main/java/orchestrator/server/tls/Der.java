package orchestrator.server.tls;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** As much of ASN.1's distinguished encoding as key files and key identifiers need. */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int SEQUENCE = 0x30;

  private Der() {}

  /** The tag of a context-specific element without parts of its own. */
  static int primitive(int number) {
    return 0x80 | number;
  }

  /**
   * Cuts bytes into the elements that they hold one after the other.
   *
   * @throws IllegalArgumentException when they are something else
   */
  static List<Element> elements(ByteBuffer bytes) {
    List<Element> elements = new ArrayList<>();
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      int tag = rest.get() & 0xff;
      int length = length(rest);
      elements.add(new Element(tag, rest.slice(rest.position(), length)));
      rest.position(rest.position() + length);
    }
    return elements;
  }

  private static int length(ByteBuffer bytes) {
    int first = next(bytes);
    int length = first;
    if (first >= 0x80) {
      length = 0;
      int octets = first & 0x7f;
      if (octets == 0 || octets > 3) {
        throw new IllegalArgumentException("unsupported length");
      }
      for (int i = 0; i < octets; i++) {
        length = length << 8 | next(bytes);
      }
    }
    if (length > bytes.remaining()) {
      throw new IllegalArgumentException("cut off");
    }
    return length;
  }

  private static int next(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      throw new IllegalArgumentException("cut off");
    }
    return bytes.get() & 0xff;
  }

  /** The first of these elements that has this tag. */
  static Optional<Element> find(List<Element> elements, int tag) {
    return elements.stream().filter(element -> element.tag() == tag).findFirst();
  }

  /** One element with this content, encoded. */
  static byte[] encode(int tag, byte[]... content) {
    int length = 0;
    for (byte[] part : content) {
      length += part.length;
    }
    int octets = length < 0x80 ? 0 : (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
    ByteBuffer encoded = ByteBuffer.allocate(2 + octets + length);
    encoded.put((byte) tag).put((byte) (octets == 0 ? length : 0x80 | octets));
    for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
      encoded.put((byte) (length >> shift));
    }
    for (byte[] part : content) {
      encoded.put(part);
    }
    return encoded.array();
  }

  /**
   * A tag and what it stands before.
   *
   * @param tag its first octet
   * @param content not to be changed
   */
  record Element(int tag, ByteBuffer content) {
    /** The elements within this one. */
    List<Element> parts() {
      return elements(content);
    }

    /** A copy of the content. */
    byte[] bytes() {
      byte[] bytes = new byte[content.remaining()];
      content.duplicate().get(bytes);
      return bytes;
    }
  }
}
