package orchestrator.loopback.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the organizations' keys and certificates as files, in the form in which a client of the
 * network reads them.
 */
public final class MaterialFolder {
  private static final String IDENTITIES = "identities.yaml";

  private final Path folder;

  public MaterialFolder(Path folder) {
    this.folder = folder;
  }

  /** The list of identities: for each organization its user, its peer, and whom to trust. */
  public Path identities() {
    return folder.resolve(IDENTITIES);
  }

  /** Writes the files of one organization. */
  public void write(Organization organization) throws IOException {
    Path own = Files.createDirectories(folder.resolve(organization.mspId()));
    Files.writeString(own.resolve("user.pem"), Pem.of(organization.user().certificate()));
    Files.writeString(own.resolve("user.key"), Pem.of(organization.user().key()));
    Files.writeString(own.resolve("ca.pem"), Pem.of(organization.members().certificate()));
    Files.writeString(own.resolve("tlsca.pem"), Pem.of(organization.servers().certificate()));
    Files.writeString(own.resolve("server.pem"), Pem.of(organization.server().certificate()));
    Files.writeString(own.resolve("server.key"), Pem.of(organization.server().key()));
  }

  /**
   * Writes the list of identities.
   *
   * @param endpoints where the peer of each organization listens, {@code host:port}
   */
  public void list(Map<String, String> endpoints) throws IOException {
    StringBuilder list = new StringBuilder();
    new TreeMap<>(endpoints)
        .forEach(
            (name, endpoint) ->
                list.append(
                    """
                    %1$s:
                      certificate: %1$s/user.pem
                      key: %1$s/user.key
                      endpoint: %2$s
                      tls_ca: %1$s/tlsca.pem
                    """
                        .formatted(name, endpoint)));
    Files.writeString(identities(), list.toString());
  }

  /** The chain that the organization's server shows. */
  public Path serverCertificate(String mspId) {
    return folder.resolve(mspId).resolve("server.pem");
  }

  /** The key of {@link #serverCertificate}. */
  public Path serverKey(String mspId) {
    return folder.resolve(mspId).resolve("server.key");
  }
}
