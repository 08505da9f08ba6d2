package orchestrator.graph.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import orchestrator.graph.model.FaultyGraphException;

/** Holds the bytes of a file with its name. */
public final class Source {
  private static final int BYTE_ORDER_MARK = 0xfeff;

  private final String name;
  private final byte[] bytes;
  private final Optional<Path> folder;

  private Source(String name, byte[] bytes, Optional<Path> folder) {
    this.name = name;
    this.bytes = bytes;
    this.folder = folder;
  }

  /**
   * One that was sent, or is in another one, and so has no files beside it.
   *
   * @param name as people know it
   */
  public static Source of(String name, byte[] bytes) {
    return new Source(name, bytes, Optional.empty());
  }

  /** Reads a file. */
  public static Source of(Path file) throws IOException, FaultyGraphException {
    try (InputStream in = Files.newInputStream(file)) {
      Path absolute = file.toAbsolutePath();
      return new Source(
          file.toString(), bounded(in, Limits.BYTES), Optional.ofNullable(absolute.getParent()));
    }
  }

  /** Reads a stream, whose graph may name files in a folder. */
  public static Source of(String name, InputStream in, Path folder)
      throws IOException, FaultyGraphException {
    return new Source(name, bounded(in, Limits.BYTES), Optional.of(folder.toAbsolutePath()));
  }

  /** Reads a stream to its end, which must come before some number of bytes. */
  public static byte[] bounded(InputStream in, int most) throws IOException, FaultyGraphException {
    byte[] read = in.readNBytes(most);
    if (in.read() >= 0) {
      throw FaultList.one(Place.ofFile(""), "the file has more than " + most + " bytes");
    }
    return read;
  }

  /** The name, as people know it. */
  public String name() {
    return name;
  }

  /** Whether the name ends so, in capitals or not. */
  public boolean hasEnding(String ending) {
    return name.toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** The folder that it is in, if it is in one. */
  public Optional<Path> folder() {
    return folder;
  }

  /** Its bytes, to read only. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes it has. */
  public int size() {
    return bytes.length;
  }

  /** Its first bytes as text in which only ASCII can be relied on. */
  public String start(int most) {
    return new String(bytes, 0, Math.min(most, bytes.length), StandardCharsets.ISO_8859_1);
  }

  /** Its text without a byte order mark. */
  public String text() throws FaultyGraphException {
    return text("", bytes);
  }

  /** The text of bytes in UTF-8, without a byte order mark; a fault tells the line. */
  static String text(String file, byte[] bytes) throws FaultyGraphException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(in)
              .toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      int line = 1;
      int column = 1;
      for (int i = 0; i < in.position(); i++) {
        boolean isEnd = bytes[i] == '\n';
        line += isEnd ? 1 : 0;
        column = isEnd ? 1 : column + 1;
      }
      throw FaultList.one(new Place(file, line, column), "this is not UTF-8");
    }
  }
}
