package orchestrator.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.server.config.SettingFile;

/** A file of PEM blocks. What stands between the blocks does not matter. */
public final class PemFile {
  private static final int MAX_BYTES = 1 << 20;

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)-----END \\1-----", Pattern.DOTALL);

  /**
   * One block.
   *
   * @param label such as {@code CERTIFICATE}
   * @param text what stands between the two lines that carry the label
   */
  record Block(String label, String text) {
    /** The decoded text. An {@link IllegalArgumentException} says that it is not base 64. */
    byte[] bytes() {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    }
  }

  private final SettingFile file;

  /** The file is read when it is asked for what it holds. */
  public PemFile(SettingFile file) {
    this.file = file;
  }

  /** The blocks in their order. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text());
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  private String text() {
    if (!Files.isRegularFile(file.path())) {
      throw file.wrong("there is no such file");
    }
    try (InputStream content = Files.newInputStream(file.path())) {
      byte[] bytes = content.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw file.wrong("it is larger than 1 MiB");
      }
      // Comments between blocks may be in any encoding; the blocks are ASCII.
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw file.wrong("it cannot be read");
    }
  }

  /** The certificates in their order; at least one. */
  public List<X509Certificate> certificates() {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks()) {
      if (block.label().equals("CERTIFICATE")) {
        certificates.add(certificate(block));
      }
    }
    if (certificates.isEmpty()) {
      throw file.wrong("it has no PEM certificate");
    }
    return certificates;
  }

  private X509Certificate certificate(Block block) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes()));
    } catch (CertificateException | IllegalArgumentException e) {
      throw file.wrong("it has a certificate that cannot be read");
    }
  }
}
