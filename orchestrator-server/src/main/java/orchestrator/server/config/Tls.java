package orchestrator.server.config;

import java.util.Optional;

/**
 * Names the files of the transport's encryption.
 *
 * @param certificate the server's certificate, with those that lead to its CA, as PEM
 * @param key the private key of that certificate, as PEM
 * @param mutual present when clients must show a certificate
 */
public record Tls(SettingFile certificate, SettingFile key, Optional<MutualTls> mutual) {}
