package orchestrator.demo.screen;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;

/** Says each line that is written to it, so that what libraries log does not tear a picture. */
final class SayingStream extends OutputStream {

  private final Screen screen;
  private final Charset charset;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /** A stream of text in a charset. */
  SayingStream(Screen screen, Charset charset) {
    this.screen = screen;
    this.charset = charset;
  }

  @Override
  public synchronized void write(int value) {
    if (value == '\n') {
      screen.say(line.toString(charset));
      line.reset();
    } else if (value != '\r') {
      line.write(value);
    }
  }
}
