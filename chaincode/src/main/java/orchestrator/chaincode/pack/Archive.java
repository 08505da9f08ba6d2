package orchestrator.chaincode.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;

/**
 * Packs files into a tar archive that depends on their names and contents alone: all belong to
 * nobody and are as old as the epoch.
 */
final class Archive {
  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;

  private Archive() {}

  /** The archive of these files, in their order. */
  static ByteString of(List<PackedFile> files) {
    ByteString.Output archive = ByteString.newOutput();
    for (PackedFile file : files) {
      byte[] header = header(file);
      archive.write(header, 0, BLOCK);
      byte[] content = file.content().toByteArray();
      archive.write(content, 0, content.length);
      archive.write(new byte[BLOCK], 0, Math.floorMod(-content.length, BLOCK));
    }
    archive.write(new byte[2 * BLOCK], 0, 2 * BLOCK);
    return archive.toByteString();
  }

  private static byte[] header(PackedFile file) {
    byte[] name = file.name().getBytes(US_ASCII);
    if (name.length > NAME_BYTES) {
      throw new IllegalArgumentException("a file's name is too long: " + file.name());
    }
    byte[] header = new byte[BLOCK];
    System.arraycopy(name, 0, header, 0, name.length);
    number(header, 100, 8, 0644);
    number(header, 108, 8, 0);
    number(header, 116, 8, 0);
    number(header, 124, 12, file.content().size());
    number(header, 136, 12, 0);
    header[156] = '0';
    System.arraycopy("ustar\00000".getBytes(US_ASCII), 0, header, 257, 8);
    // The sum counts itself as blanks.
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte one : header) {
      sum += one;
    }
    number(header, 148, 7, sum);
    return header;
  }

  /** Octal digits and a NUL. */
  private static void number(byte[] header, int at, int length, long number) {
    String digits = Long.toOctalString(number);
    byte[] text = ("0".repeat(length - 1 - digits.length()) + digits + "\0").getBytes(US_ASCII);
    System.arraycopy(text, 0, header, at, length);
  }
}
