package orchestrator.server.tls;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orchestrator.server.config.SettingFile;

/**
 * Holds the CAs that are registered for each organization, as a folder has them.
 *
 * @param byOrganization at least one certificate each: an empty folder registers nobody
 */
record ClientCas(Map<String, List<X509Certificate>> byOrganization) {
  static final ClientCas NONE = new ClientCas(Map.of());

  /** What Kubernetes keeps beside the files of a volume, to change all of them at once. */
  private static final String HIDDEN = "..";

  /** Reads the files {@code *.crt} and {@code *.pem} of each folder in this one. */
  static ClientCas read(SettingFile folder) {
    Map<String, List<X509Certificate>> cas = new HashMap<>();
    for (Path organization : list(folder, folder.path(), "*")) {
      List<X509Certificate> certificates = new ArrayList<>();
      boolean hidden = organization.getFileName().toString().startsWith(HIDDEN);
      if (!hidden && Files.isDirectory(organization)) {
        for (Path path : list(folder, organization, "*.{crt,pem}")) {
          certificates.addAll(new SettingFile(folder.key(), path).certificates());
        }
      }
      if (!certificates.isEmpty()) {
        cas.put(organization.getFileName().toString(), List.copyOf(certificates));
      }
    }
    return new ClientCas(Map.copyOf(cas));
  }

  private static List<Path> list(SettingFile setting, Path folder, String names) {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, names)) {
      stream.forEach(paths::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new SettingFile(setting.key(), folder).wrong("it cannot be read");
    }
    Collections.sort(paths);
    return paths;
  }

  /** The CAs of an organization; none when it is not registered. */
  List<X509Certificate> of(String organization) {
    return byOrganization.getOrDefault(organization, List.of());
  }

  /** The CAs of all. */
  List<X509Certificate> all() {
    return byOrganization.values().stream().flatMap(List::stream).toList();
  }
}
