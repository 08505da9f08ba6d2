package orchestrator.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;

/**
 * Puts an {@link Http1Guard} into a connection's pipeline before a whole request has passed.
 *
 * <p>Armeria adds the codec when it has seen the first bytes, in the clear or out of TLS, and hands
 * all that has come to it at once. So the first bytes are handed on one by one until the codec is
 * there, which is so before they can be a request.
 */
final class Http1GuardPlacer extends ChannelInboundHandlerAdapter {
  /** Of HTTP/2, which has no such codec. */
  private static final int LENGTH_OF_PREFACE = 24;

  /** With which TLS begins, and no request. */
  private static final int HANDSHAKE = 22;

  private final boolean isBehindTls;
  private boolean isTls;
  private int seen;

  private Http1GuardPlacer(boolean isBehindTls) {
    this.isBehindTls = isBehindTls;
  }

  /** Watches a connection of which nothing has been read. */
  static void watch(ChannelPipeline pipeline) {
    pipeline.addFirst(new Http1GuardPlacer(false));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (isBehindTls) {
      // The handshake is done, with which the protocol was agreed on.
      var unused = Http1Guard.place(context.pipeline());
      leave(context, message);
    } else if (message instanceof ByteBuf bytes) {
      read(context, bytes);
    } else {
      context.fireChannelRead(message);
    }
  }

  private void read(ChannelHandlerContext context, ByteBuf bytes) {
    if (seen == 0 && bytes.isReadable()) {
      isTls = bytes.getUnsignedByte(bytes.readerIndex()) == HANDSHAKE;
    }
    if (isTls) {
      readTls(context, bytes);
      return;
    }
    ChannelPipeline pipeline = context.pipeline();
    while (bytes.isReadable()) {
      if (seen == LENGTH_OF_PREFACE || Http1Guard.place(pipeline)) {
        leave(context, bytes);
        return;
      }
      seen++;
      context.fireChannelRead(bytes.readRetainedSlice(1));
    }
    bytes.release();
  }

  /** No request comes before the server's part of the handshake, and so none with the first. */
  private void readTls(ChannelHandlerContext context, ByteBuf bytes) {
    seen = 1;
    ChannelHandlerContext tls = context.pipeline().context(SslHandler.class);
    if (tls == null) {
      context.fireChannelRead(bytes);
      return;
    }
    context.pipeline().addAfter(tls.name(), null, new Http1GuardPlacer(true));
    leave(context, bytes);
  }

  private void leave(ChannelHandlerContext context, Object message) {
    context.pipeline().remove(this);
    context.fireChannelRead(message);
  }
}
