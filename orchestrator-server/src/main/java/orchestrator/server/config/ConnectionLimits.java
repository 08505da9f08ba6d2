package orchestrator.server.config;

import java.time.Duration;

/**
 * Bounds how many connections there are, and how long they live.
 *
 * @param most how many may be open
 * @param keepalive after how much silence the server asks whether the peer is still there
 * @param keepaliveTimeout how long it waits for the answer
 * @param age after which a connection is to be replaced; zero when it may live for ever
 * @param ageGrace how long calls and streams may then go on
 * @param idle how long a connection may be without a call; zero when it may be so for ever
 */
public record ConnectionLimits(
    int most,
    Duration keepalive,
    Duration keepaliveTimeout,
    Duration age,
    Duration ageGrace,
    Duration idle) {}
