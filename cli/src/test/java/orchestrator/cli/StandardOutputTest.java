package orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  private static StandardOutput failing(String message, boolean isPipe) {
    return new StandardOutput(
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException(message);
          }
        },
        () -> isPipe);
  }

  @Test
  void whatCannotBeWrittenIsToldWithItsReason() {
    StandardOutput full = failing("No space left on device", false);
    full.writer().println("a");

    assertThat(full.fault()).contains("standard output cannot be written: No space left on device");
  }

  @Test
  void aPipeThatNobodyReadsAnyMoreIsNoFaultInAnyLanguage() {
    StandardOutput closed = failing("Datenübergabe unterbrochen", true);
    closed.writer().println("a");

    assertThat(closed.fault()).isEmpty();
    assertThat(closed.writer().checkError()).isTrue();
  }

  @Test
  void textIsWrittenInUtf8() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput output = new StandardOutput(bytes, () -> false);
    output.writer().print("Köln 東京");

    assertThat(output.fault()).isEmpty();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("Köln 東京");
  }
}
