package orchestrator.graph.format;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes text into a stream of bytes that stays open. */
final class Utf8 {
  private Utf8() {}

  /** Writes text. */
  interface Text {
    void writeTo(Appendable out) throws IOException;
  }

  static void write(OutputStream out, Text text) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    text.writeTo(writer);
    writer.flush();
  }
}
