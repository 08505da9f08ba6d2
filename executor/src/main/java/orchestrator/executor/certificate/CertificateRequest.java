package orchestrator.executor.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says what certificate is made.
 *
 * @param hosts names and numeric addresses that it is for; at least one
 * @param authority whether it may sign others
 * @param start from when it is valid
 * @param duration for how long
 * @param rsaBits size of an RSA key
 * @param curve of an elliptic key in place of an RSA key: P224, P256, P384 or P521
 */
record CertificateRequest(
    List<String> hosts,
    boolean authority,
    Instant start,
    Duration duration,
    int rsaBits,
    Optional<String> curve) {}
