package orchestrator.server.ledger;

import java.util.Optional;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.SettingFile;

/**
 * Names an organization that this server signs for, and its peer.
 *
 * @param mspId the organization
 * @param certificate PEM file of the certificate that its MSP has issued
 * @param key PEM file of the private key of that certificate
 * @param endpoint of the peer whose gateway carries the calls
 * @param tlsCa PEM file of the CA of the peer's TLS certificate
 * @param authority the name in the peer's TLS certificate, when it is not the endpoint's host
 */
public record FabricIdentity(
    String mspId,
    SettingFile certificate,
    SettingFile key,
    Endpoint endpoint,
    SettingFile tlsCa,
    Optional<String> authority) {}
