package orchestrator.server.config;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which clients are let in, and as whom. At least one of the two sources of CAs is present.
 *
 * @param serverCa certificate of the CA of the server, whose clients are let in too
 * @param clientCas folder with one folder per organization, which holds its CAs' certificates
 * @param verifyMspId whether a caller's {@code mspid} must be backed by its certificate; then the
 *     folder is present
 */
public record MutualTls(
    Optional<SettingFile> serverCa, Optional<SettingFile> clientCas, boolean verifyMspId) {

  /** Names the files, for log and metrics. */
  public String inWords() {
    return Stream.concat(serverCa.stream(), clientCas.stream())
        .map(SettingFile::toString)
        .collect(Collectors.joining(", "));
  }
}
