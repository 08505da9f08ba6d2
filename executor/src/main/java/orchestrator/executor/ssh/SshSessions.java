package orchestrator.executor.ssh;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions at hosts, for one login each. Reads nothing of the user's own OpenSSH settings.
 */
final class SshSessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SshSessions.class);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LOGIN = Duration.ofSeconds(20);
  private static final Duration CLOSING = Duration.ofSeconds(1);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
  private static final int MISSED_SIGNS = 3;
  private static final AttributeKey<SshHost> HOST = new AttributeKey<>();

  private final Optional<Path> knownHosts;
  private final Optional<Path> agent;
  private Optional<SshClient> started = Optional.empty();
  private boolean closed;

  /**
   * Opens none yet.
   *
   * @param knownHosts the hosts' keys; none leaves them unchecked
   * @param agent the socket of the agent, if there is one
   */
  SshSessions(Optional<Path> knownHosts, Optional<Path> agent) {
    this.knownHosts = knownHosts;
    this.agent = agent;
  }

  /**
   * Logs in; blocks until that is done.
   *
   * @throws IOException when it cannot be done; says why
   */
  ClientSession open(SshHost host) throws IOException {
    List<KeyPair> keys = keys(host);
    if (keys.isEmpty() && agent.isEmpty()) {
      throw new IOException(
          "there is no key for the host " + host.name() + ": neither a private_key nor an agent");
    }
    ClientSession session;
    try {
      session =
          client()
              .connect(
                  host.user(),
                  host.address(),
                  host.port(),
                  AttributeRepository.ofKeyValuePair(HOST, host),
                  null)
              .verify(CONNECT)
              .getSession();
    } catch (IOException e) {
      throw new IOException(
          "the host " + host.name() + " cannot be reached at " + host.address() + ":" + host.port(),
          e);
    }
    try {
      keys.forEach(session::addPublicKeyIdentity);
      session.auth().verify(LOGIN);
      return session;
    } catch (IOException e) {
      session.close(true);
      throw new IOException(refusal(host, e), e);
    }
  }

  private String refusal(SshHost host, IOException fault) {
    String text = String.valueOf(fault.getMessage());
    return text.contains("Server key did not validate")
        ? "the key of the host "
            + host.name()
            + " is not the one in "
            + knownHosts.map(Path::toString).orElse("")
            + " (setting --known-hosts, or host_key_check: off for this host)"
        : "the host " + host.name() + " does not let " + host.user() + " in: " + text;
  }

  private static List<KeyPair> keys(SshHost host) throws IOException {
    List<KeyPair> keys = new ArrayList<>();
    if (host.privateKey().isEmpty()) {
      return keys;
    }
    Path file = host.privateKey().get();
    try (var in = Files.newInputStream(file)) {
      SecurityUtils.loadKeyPairIdentities(
              null, () -> file.toString(), in, FilePasswordProvider.EMPTY)
          .forEach(keys::add);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new IOException(
          "the private key " + file + " of the host " + host.name() + " cannot be read", e);
    }
    return keys;
  }

  private synchronized SshClient client() throws IOException {
    if (closed) {
      throw new IOException("the executor is closed");
    }
    if (started.isEmpty()) {
      SshClient client = SshClient.setUpDefaultClient();
      client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
      client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
      client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
      client.setServerKeyVerifier(verifier());
      agent.ifPresent(path -> client.setAgentFactory(new UnixAgent.Factory(path)));
      // A node may be silent for as long as it likes, but not its host.
      CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
      CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, SIGN_OF_LIFE);
      CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, MISSED_SIGNS);
      client.start();
      started = Optional.of(client);
    }
    return started.get();
  }

  private ServerKeyVerifier verifier() {
    ServerKeyVerifier known =
        knownHosts
            .<ServerKeyVerifier>map(
                file -> new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, file))
            .orElse((session, address, key) -> true);
    return new ServerKeyVerifier() {
      @Override
      public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        SshHost host = session.getConnectionContext().getAttribute(HOST);
        return (host != null && !host.checked()) || known.verifyServerKey(session, address, key);
      }
    };
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (SshClient client : started.stream().toList()) {
      // Cut at once, it would leave reads to threads that have ended.
      try {
        client.close(false).await(CLOSING);
      } catch (IOException e) {
        LOG.debug("a session did not end in time", e);
      }
      client.close(true);
    }
  }
}
