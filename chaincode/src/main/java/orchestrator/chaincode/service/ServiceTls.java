package orchestrator.chaincode.service;

import java.util.Optional;

/**
 * Says how the service proves who it is, and whether a peer must.
 *
 * @param certificate the service's own, followed by those that a peer needs to check it
 * @param key of the certificate
 * @param clientCa who signs the certificates of peers; when it is empty any peer may connect
 */
record ServiceTls(SettingFile certificate, SettingFile key, Optional<SettingFile> clientCa) {
  private static final String DISABLED = "CHAINCODE_TLS_DISABLED";
  private static final String CERTIFICATE = "CHAINCODE_TLS_CERT";
  private static final String KEY = "CHAINCODE_TLS_KEY";
  private static final String CLIENT_CA = "CHAINCODE_CLIENT_CA_CERT";
  private static final String SHIM_ENABLED = "CORE_PEER_TLS_ENABLED";
  private static final String SHIM_CERTIFICATE = "CORE_TLS_CLIENT_CERT_FILE";
  private static final String SHIM_KEY = "CORE_TLS_CLIENT_KEY_FILE";

  /**
   * The settings by the names that Fabric's examples use, or else by those of its shim.
   *
   * @return empty for a service without TLS
   */
  static Optional<ServiceTls> from(Environment environment) {
    return environment.flag(DISABLED).orElse(!isAskedFor(environment))
        ? Optional.empty()
        : Optional.of(
            new ServiceTls(
                either(
                    environment, CERTIFICATE, SHIM_CERTIFICATE, "the certificate of the service"),
                either(environment, KEY, SHIM_KEY, "the key of the service"),
                environment.file(CLIENT_CA)));
  }

  /** Reads the files; what the shim's server says of them does not name them. */
  ServiceTls {
    key.requireKeyOf(certificate.certificates().get(0));
    clientCa.ifPresent(SettingFile::certificates);
  }

  private static boolean isAskedFor(Environment environment) {
    return environment.get(CERTIFICATE).isPresent()
        || environment.get(KEY).isPresent()
        || environment.get(CLIENT_CA).isPresent()
        || environment.flag(SHIM_ENABLED).orElse(false);
  }

  private static SettingFile either(
      Environment environment, String name, String shims, String meaning) {
    return environment
        .file(name)
        .or(() -> environment.file(shims))
        .orElseThrow(() -> new SettingException(name, "not set; it is " + meaning));
  }
}
