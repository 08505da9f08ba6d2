package orchestrator.executor.ssh;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Holds where and how a node logs in.
 *
 * @param name by which nodes name it
 * @param address name or number of the machine
 * @param port of its SSH server
 * @param user who logs in
 * @param privateKey the file with the key; none for the agent's keys only
 * @param checked whether the host's key must be a known one
 */
record SshHost(
    String name,
    String address,
    int port,
    String user,
    Optional<Path> privateKey,
    boolean checked) {}
