package orchestrator.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import orchestrator.pem.PemException;
import orchestrator.pem.PemFile;

/**
 * Holds a file or folder that a setting names, so that what is wrong with it can be said of the
 * setting.
 *
 * @param key the setting as the user gave it: a flag or a variable
 * @param path the file or folder; it was readable when the settings were read
 */
public record SettingFile(String key, Path path) {

  /** A file that can be read. */
  public static SettingFile file(String key, Path path) {
    return new SettingFile(key, path).check(Files.isRegularFile(path), "file");
  }

  /** A folder that can be read. */
  public static SettingFile folder(String key, Path path) {
    return new SettingFile(key, path).check(Files.isDirectory(path), "folder");
  }

  private SettingFile check(boolean isThere, String kind) {
    if (!isThere) {
      throw wrong(Files.exists(path) ? "it is no " + kind : "there is no such " + kind);
    }
    if (!Files.isReadable(path)) {
      throw wrong("it cannot be read");
    }
    return this;
  }

  /**
   * Reads the PEM certificates in the file, in their order.
   *
   * @return at least one
   * @throws SettingsException that names the file when it cannot be used
   */
  public List<X509Certificate> certificates() {
    return pem(PemFile::certificates);
  }

  /**
   * Reads the PEM private key of a certificate.
   *
   * @throws SettingsException that names the file when the key cannot be used or is another's
   */
  public PrivateKey keyOf(X509Certificate certificate) {
    return pem(file -> file.keyOf(certificate.getPublicKey()));
  }

  private <T> T pem(Function<PemFile, T> read) {
    try {
      return read.apply(new PemFile(path));
    } catch (PemException e) {
      throw wrong(e.getMessage());
    }
  }

  /** The exception that says {@code reason} of this file: one clause without a full stop. */
  public SettingsException wrong(String reason) {
    return new SettingsException(this + ": " + reason);
  }

  /** Such as {@code --tls-cert-path server.crt}. */
  @Override
  public String toString() {
    return key + " " + path;
  }
}
