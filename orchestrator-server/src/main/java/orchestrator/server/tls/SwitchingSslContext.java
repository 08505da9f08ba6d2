package orchestrator.server.tls;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * Gives each new connection the context of the moment. A context that is replaced takes its
 * sessions along: nobody resumes what older certificates or CAs have allowed.
 */
final class SwitchingSslContext extends SslContext {
  private final Supplier<SslContext> present;

  SwitchingSslContext(Supplier<SslContext> present) {
    this.present = present;
  }

  @Override
  public boolean isClient() {
    return present.get().isClient();
  }

  @Override
  public List<String> cipherSuites() {
    return present.get().cipherSuites();
  }

  @Override
  @SuppressWarnings("deprecation")
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return present.get().applicationProtocolNegotiator();
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator alloc) {
    return present.get().newEngine(alloc);
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator alloc, String peerHost, int peerPort) {
    return present.get().newEngine(alloc, peerHost, peerPort);
  }

  @Override
  public SSLSessionContext sessionContext() {
    return present.get().sessionContext();
  }
}
