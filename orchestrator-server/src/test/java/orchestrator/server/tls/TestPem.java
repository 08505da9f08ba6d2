package orchestrator.server.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** Writes PEM files as the common tools do. */
public final class TestPem {
  private TestPem() {}

  /** Certificates and keys (RSA as PKCS#1, elliptic as SEC 1, generators as they say). */
  public static String text(Object... things) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object thing : things) {
        writer.writeObject(thing);
      }
    }
    return text.toString();
  }

  /** The same in a file, whose folder is made. */
  public static Path write(Path file, Object... things) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text(things));
  }
}
