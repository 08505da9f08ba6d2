package orchestrator.executor.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Asks the agent behind a socket for its keys and for signatures, by the JDK's own sockets. */
final class UnixAgent extends AbstractAgentProxy {
  /** The most that OpenSSH's agent sends. */
  private static final int MOST_BYTES = 256 << 10;

  private final SocketChannel socket;

  private UnixAgent(Path path) throws IOException {
    super(null);
    socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    super.close();
  }

  @Override
  protected synchronized Buffer request(Buffer buffer) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
    while (out.hasRemaining()) {
      socket.write(out);
    }
    int length = read(Integer.BYTES).getInt();
    if (length < 1 || length > MOST_BYTES) {
      throw new IOException("the agent answers with " + length + " bytes");
    }
    return new ByteArrayBuffer(read(length).array());
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(length);
    while (in.hasRemaining()) {
      if (socket.read(in) < 0) {
        throw new EOFException("the agent has hung up");
      }
    }
    return in.flip();
  }

  /**
   * Reaches the agent when it is asked.
   *
   * @param path of its socket
   */
  record Factory(Path path) implements SshAgentFactory {
    @Override
    public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
      return new UnixAgent(path);
    }

    @Override
    public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
      return List.of();
    }

    @Override
    public SshAgentServer createServer(ConnectionService service) throws IOException {
      throw new IOException("the agent is not lent to others");
    }
  }
}
