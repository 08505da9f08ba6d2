package orchestrator.executor.process;

import java.nio.charset.StandardCharsets;

/** Keeps the last bytes of what a work writes. */
public final class OutputLog {
  private final byte[] ring;
  private long written;

  /** Keeps at most so many bytes. */
  public OutputLog(int bytes) {
    ring = new byte[bytes];
  }

  /** Adds what was written. */
  public synchronized void write(byte[] bytes, int offset, int length) {
    int from = Math.max(0, length - ring.length);
    written += from;
    for (int done = from; done < length; ) {
      int at = (int) (written % ring.length);
      int part = Math.min(length - done, ring.length - at);
      System.arraycopy(bytes, offset + done, ring, at, part);
      done += part;
      written += part;
    }
  }

  /** Adds a line of the executor's own. */
  public void line(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  /** What is kept, after a line that tells how much is not. */
  public synchronized String text() {
    if (ring.length == 0 || written <= ring.length) {
      return new String(ring, 0, (int) Math.min(written, ring.length), StandardCharsets.UTF_8);
    }
    int start = (int) (written % ring.length);
    byte[] kept = new byte[ring.length];
    System.arraycopy(ring, start, kept, 0, ring.length - start);
    System.arraycopy(ring, 0, kept, ring.length - start, start);
    int from = 0;
    // Not in the middle of a character.
    while (from < kept.length && (kept[from] & 0xc0) == 0x80) {
      from++;
    }
    return "(the first "
        + (written - ring.length + from)
        + " bytes are left out)\n"
        + new String(kept, from, kept.length - from, StandardCharsets.UTF_8);
  }
}
